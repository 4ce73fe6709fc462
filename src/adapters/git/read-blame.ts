import type { CommitId } from '../../core/model/ids.ts';
import type { LineChange } from '../../ports/line-history.ts';
import { parseBlame } from './parse-blame.ts';
import type { Git } from './run-git.ts';

/**
 * Who last changed each line of a file, as far as this clone reaches: null for a line that a shallow clone
 * does not tell of, and for a file or a commit that is not here.
 */
export async function readBlame(
  git: Git,
  commit: CommitId,
  path: string,
): Promise<readonly (LineChange | null)[] | null> {
  const [output, shallow] = await Promise.all([
    git.run([
      'blame',
      '--porcelain',
      '--encoding=UTF-8',
      // A repository's configuration can name a program that makes text of files, and commits to pass over.
      '--no-textconv',
      '--ignore-revs-file=',
      commit,
      '--',
      path,
    ]),
    git.run(['rev-parse', '--is-shallow-repository']),
  ]);
  if (output === null || shallow === null) return null;
  const endsEarly = shallow.toString('utf8').trim() !== 'false';
  return parseBlame(output.toString('utf8')).map(({ change, isBoundary }) =>
    endsEarly && isBoundary ? null : change,
  );
}
