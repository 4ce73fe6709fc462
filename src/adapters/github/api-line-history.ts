import type { CommitId } from '../../core/model/ids.ts';
import type { LineChange, LineHistory } from '../../ports/line-history.ts';
import { PortError } from '../../ports/port-error.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { type BlamedRange, readBlameRanges } from './line-history-blame.ts';
import { type Merge, readMerges } from './line-history-merges.ts';

/** Lines of a file; the mapping files' own bound is far below. */
const MOST_LINES = 1_000_000;

/**
 * GitHub's own blame, with the pull request that brought each commit and who approved it before it was
 * merged. Where the token may not read pull requests, without those.
 */
export function createApiLineHistory(options: GitHubOptions): LineHistory {
  const connection = createConnection(options);
  const merges = new Map<CommitId, Promise<Merge | null>>();
  let refused = false;

  async function mergesOf(
    commits: readonly CommitId[],
  ): Promise<ReadonlyMap<CommitId, Merge | null>> {
    const asked = commits.filter((commit) => !merges.has(commit));
    if (!refused && asked.length > 0) {
      const reading = readMerges(connection, options.repository, asked);
      // Whoever waits for one of them is told.
      reading.catch(() => undefined);
      for (const commit of asked)
        merges.set(
          commit,
          reading.then((found) => found.get(commit) ?? null),
        );
    }
    try {
      const known = commits.map(async (commit) => [commit, await merges.get(commit)] as const);
      return new Map((await Promise.all(known)).map(([commit, merge]) => [commit, merge ?? null]));
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
      refused = true;
      for (const commit of commits) merges.set(commit, Promise.resolve(null));
      return new Map();
    }
  }

  return {
    async changesOf(commit, path) {
      const ranges = await readBlameRanges(connection, options.repository, commit, path);
      if (ranges === null) return null;
      const found = await mergesOf([...new Set(ranges.map((range) => range.commit.oid))]);
      return linesOf(ranges, (id) => found.get(id) ?? null);
    },
  };
}

function linesOf(
  ranges: readonly BlamedRange[],
  mergeOf: (commit: CommitId) => Merge | null,
): readonly (LineChange | null)[] {
  const last = ranges.reduce((most, { endingLine }) => Math.max(most, endingLine), 0);
  const lines = new Map<number, LineChange>();
  for (const { commit, startingLine, endingLine } of ranges) {
    const { oid, committedDate, author } = commit;
    const merge = mergeOf(oid);
    const change: LineChange = {
      commit: oid,
      at: new Date(committedDate).toISOString(),
      author: author?.user?.login ?? author?.name ?? '',
      pullRequest: merge === null ? null : { number: merge.number, url: merge.url },
      reviewers: merge?.reviewers ?? [],
    };
    for (let line = startingLine; line <= Math.min(endingLine, MOST_LINES); line += 1)
      lines.set(line, change);
  }
  return Array.from(
    { length: Math.min(last, MOST_LINES) },
    (_none, index) => lines.get(index + 1) ?? null,
  );
}
