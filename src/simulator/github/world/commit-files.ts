import { writeCommit } from '../git/commit.ts';
import { listFiles, writeTree } from '../git/tree.ts';
import type { FileEntry, FileMode } from '../git/tree.ts';
import type { Account } from './account.ts';
import { refreshPulls } from './test-merge.ts';
import type { Repository } from './repository.ts';

/** A file's new content; null deletes it. */
export type FileContent =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly mode: FileMode }
  | null;

export interface CommitInput {
  readonly branch: string;
  /** Where a branch that is not there yet begins; the default branch if not said. */
  readonly from?: string;
  readonly files: Readonly<Record<string, FileContent>>;
  readonly message: string;
  readonly author: Account;
  /** The address in the commit; GitHub recognizes nobody by one it does not know. */
  readonly email?: string;
  /** Who committed what the author wrote; the author if not said. */
  readonly committer?: { readonly name: string; readonly email: string };
  /** Start again from no files at all. */
  readonly replaceAll?: boolean;
}

function applyFiles(
  repository: Repository,
  files: Map<string, FileEntry>,
  changes: CommitInput['files'],
): void {
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) {
      files.delete(path);
      continue;
    }
    const plain = typeof change === 'string' || change instanceof Uint8Array;
    const content = Buffer.from(plain ? change : change.content);
    files.set(path, {
      mode: plain ? '100644' : change.mode,
      oid: repository.objects.put('blob', content),
    });
  }
}

export function signatureOf(
  account: Account,
  date: Date,
): { name: string; email: string; date: Date } {
  return { name: account.name, email: account.email, date };
}

/** Moves a ref and everything that hangs on it: pull requests from and into the branch. */
export function moveRef(repository: Repository, ref: string, oid: string): void {
  repository.refs.set(ref, oid);
  repository.pushedAt = repository.world.clock.now();
  if (ref.startsWith('refs/heads/')) refreshPulls(repository, ref.slice('refs/heads/'.length));
}

export function commitFiles(repository: Repository, input: CommitInput): string {
  const { objects, world } = repository;
  const start =
    repository.branch(input.branch) ?? repository.resolve(input.from ?? repository.defaultBranch);
  const before =
    start === undefined || input.replaceAll === true
      ? []
      : listFiles(objects, repository.commit(start).tree);
  const files = new Map(before);
  applyFiles(repository, files, input.files);
  const { author, email = author.email } = input;
  const signature = { name: author.name, email, date: world.clock.now() };
  const oid = writeCommit(objects, {
    tree: writeTree(objects, files),
    parents: start === undefined ? [] : [start],
    author: signature,
    committer: { ...signature, ...input.committer },
    message: input.message,
  });
  moveRef(repository, `refs/heads/${input.branch}`, oid);
  return oid;
}
