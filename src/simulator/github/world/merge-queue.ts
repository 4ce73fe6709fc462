import type { Account } from './account.ts';
import { moveRef } from './commit-files.ts';
import { markMerged, mergeOnto } from './merge-pull-request.ts';
import type { MergeMethod, Push } from './merge-pull-request.ts';
import type { Repository } from './repository.ts';
import type { PullRequest } from './threads.ts';

export interface MergeGroup {
  readonly pull: PullRequest;
  readonly ref: string;
  readonly base: string;
  readonly head: string;
  readonly baseRef: string;
}

/** Each pull request is merged onto the one before it, on a branch of its own that its checks run on. */
export function queueMerge(
  repository: Repository,
  pulls: readonly PullRequest[],
  by: Account,
  method: MergeMethod = 'merge',
): MergeGroup[] {
  const groups: MergeGroup[] = [];
  for (const pull of pulls) {
    const base = groups.at(-1)?.head ?? repository.tip(pull.base.ref);
    const head = mergeOnto(repository, pull, base, method, by);
    const ref = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${pull.number}-${base}`;
    repository.refs.set(ref, head);
    groups.push({ pull, ref, base, head, baseRef: pull.base.ref });
  }
  return groups;
}

/** All groups land as one push, which is how one push comes to carry several pull requests. */
export function landMergeQueue(
  repository: Repository,
  groups: readonly MergeGroup[],
  by: Account,
): Push {
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined) throw new Error('the merge queue is empty');
  const ref = `refs/heads/${first.baseRef}`;
  const before = repository.tip(first.baseRef);
  if (before !== first.base) throw new Error('the base moved; the queue has to be built again');
  for (const group of groups) {
    markMerged(repository, group.pull, { before: group.base, after: group.head }, by);
    repository.refs.delete(group.ref);
  }
  moveRef(repository, ref, last.head);
  return { ref, before, after: last.head, forced: false, pusher: by };
}
