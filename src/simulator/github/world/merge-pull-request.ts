import { writeCommit } from '../git/commit.ts';
import { mergeBase, range } from '../git/history.ts';
import { mergeTrees } from '../git/merge-trees.ts';
import type { Account } from './account.ts';
import { webFlow } from './account.ts';
import { moveRef, signatureOf } from './commit-files.ts';
import type { Repository } from './repository.ts';
import { mergedTree } from './test-merge.ts';
import type { PullRequest } from './threads.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';
export interface Push {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly forced: boolean;
  readonly pusher: Account;
}

function conflict(pull: PullRequest): Error {
  return new Error(`#${pull.number} conflicts with its base`);
}

function rebased(repository: Repository, pull: PullRequest, base: string): string {
  const { objects, world } = repository;
  const common = mergeBase(objects, base, pull.head.sha);
  if (common === undefined) throw conflict(pull);
  const commits = range(objects, base, pull.head.sha)
    .toReversed()
    .filter(({ parents }) => parents.length === 1);
  return commits.reduce((onto, commit) => {
    const before = repository.commit(commit.parents[0] ?? common).tree;
    const tree = mergeTrees(objects, before, repository.commit(onto).tree, commit.tree);
    if (tree === undefined) throw conflict(pull);
    const committer = signatureOf(webFlow, world.clock.now());
    return writeCommit(objects, {
      tree,
      parents: [onto],
      author: commit.author,
      committer,
      message: commit.message,
    });
  }, base);
}

/** The commit that merging would put on top of `base`; nothing is moved yet. */
export function mergeOnto(
  repository: Repository,
  pull: PullRequest,
  base: string,
  method: MergeMethod,
  by: Account,
): string {
  if (method === 'rebase') return rebased(repository, pull, base);
  const tree = mergedTree(repository, base, pull.head.sha);
  if (tree === undefined) throw conflict(pull);
  const date = repository.world.clock.now();
  const committer = signatureOf(webFlow, date);
  const { number, title, head } = pull;
  if (method === 'squash') {
    const author = signatureOf(pull.author, date);
    return writeCommit(repository.objects, {
      tree,
      parents: [base],
      author,
      committer,
      message: `${title} (#${number})`,
    });
  }
  const message = `Merge pull request #${number} from ${head.repository.owner.login}/${head.ref}\n\n${title}`;
  return writeCommit(repository.objects, {
    tree,
    parents: [base, head.sha],
    author: signatureOf(by, date),
    committer,
    message,
  });
}

/** `before` is where the base stood when this pull request, and no other, came on top. */
export function markMerged(
  repository: Repository,
  pull: PullRequest,
  { before, after }: { readonly before: string; readonly after: string },
  by: Account,
): void {
  const at = repository.world.clock.now();
  pull.state = 'closed';
  const commits = range(repository.objects, before, after).map(({ oid }) => oid);
  pull.merged = { at, by, commit: after, commits };
  pull.closedAt = pull.updatedAt = at;
}

export interface MergeInput {
  readonly by: Account;
  readonly method?: MergeMethod;
  readonly deleteBranch?: boolean;
}

export function mergePullRequest(
  repository: Repository,
  pull: PullRequest,
  { by, method = 'merge', deleteBranch = false }: MergeInput,
): Push {
  if (pull.state !== 'open') throw new Error(`#${pull.number} is not open`);
  const before = repository.tip(pull.base.ref);
  const after = mergeOnto(repository, pull, before, method, by);
  markMerged(repository, pull, { before, after }, by);
  const ref = `refs/heads/${pull.base.ref}`;
  moveRef(repository, ref, after);
  if (deleteBranch) pull.head.repository.refs.delete(`refs/heads/${pull.head.ref}`);
  return { ref, before, after, forced: false, pusher: by };
}
