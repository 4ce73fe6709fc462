import { isCommitId, type CommitId } from '../../core/model/ids.ts';
import type { Commit } from '../../ports/github.ts';
import type { LineChange } from '../../ports/line-history.ts';
import type { PortError } from '../../ports/port-error.ts';
import type { DirectoryListing } from '../../ports/tree-read.ts';
import { findGit } from './find-git.ts';
import { findRepository } from './find-repository.ts';
import { listDirectory } from './list-directory.ts';
import { readBlame } from './read-blame.ts';
import { readBlobs } from './read-blobs.ts';
import { createGit } from './run-git.ts';

/** A local object database, as far as it goes: shallow and partial clones lack most of it. */
export interface LocalGit {
  /** What a branch, tag or (short) id stands for; null where that is no commit here. */
  resolve(reference: string): Promise<CommitId | null>;
  /** True for a commit that names no parent itself, and is not where a shallow clone ends; false where it is not here. */
  isRoot(commit: CommitId): Promise<boolean>;
  /** From `from` (included) along first parents, newest first; ends where a shallow clone does. */
  firstParents(from: CommitId, limit: number): Promise<readonly Commit[] | null>;
  listDirectory(
    commit: CommitId,
    directory: string,
  ): Promise<DirectoryListing | null | 'elsewhere'>;
  /** Contents by object id; an id that is not here is left out. */
  readBlobs(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | PortError>>;
  /** The commit that last changed each line of a file; null where this clone does not have it. */
  blame(commit: CommitId, path: string): Promise<readonly (LineChange | null)[] | null>;
}

export interface LocalGitOptions {
  /** The repository or a directory in it. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** Null where there is no repository or no git. */
export function openLocalGit(options: LocalGitOptions): LocalGit | null {
  const repository = findRepository(options.directory);
  if (repository === null) return null;
  const binary = findGit(options.env['PATH'] ?? options.env['Path'] ?? '', repository.root);
  if (binary === null) return null;
  const git = createGit({ ...options, binary, gitDirectory: repository.gitDirectory });

  async function oneCommit(args: readonly string[]): Promise<CommitId | null> {
    const id = (await git.run(args))?.toString('utf8').trim() ?? '';
    return isCommitId(id) ? id : null;
  }

  return {
    resolve: (reference) =>
      oneCommit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]),

    async isRoot(commit) {
      // The object itself: everything else in git takes the end of a shallow clone for a root.
      const object = await git.run(['cat-file', 'commit', commit]);
      const [header = ''] = object?.toString('utf8').split('\n\n', 1) ?? [];
      return object !== null && !/^parent /m.test(header);
    },

    async firstParents(from, limit) {
      const output = await git.run([
        'log',
        '--first-parent',
        '--no-show-signature',
        '--encoding=UTF-8',
        '-z',
        `--max-count=${limit}`,
        '--format=%H%n%P%n%cI%n%s',
        from,
        '--',
      ]);
      if (output === null) return null;
      return output.toString('utf8').split('\0').flatMap(parseCommit);
    },

    listDirectory: (commit, directory) => listDirectory(git, commit, directory),
    readBlobs: (ids) => readBlobs(git, ids),
    blame: (commit, path) => readBlame(git, commit, path),
  };
}

function parseCommit(text: string): Commit[] {
  const [id = '', parents = '', committedAt = '', subject = ''] = text.split('\n');
  if (!isCommitId(id)) return [];
  return [{ id, parents: parents.split(' ').filter(isCommitId), committedAt, subject }];
}
