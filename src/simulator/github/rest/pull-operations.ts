import type { PullRequest } from '../world/threads.ts';
import { refreshTestMerge } from '../world/test-merge.ts';
import { notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { paginate } from './paginate.ts';
import { commitResource, fileResource } from './resources/commit-resource.ts';
import {
  pullCommits,
  pullFiles,
  pullResource,
  simplePullResource,
} from './resources/pull-resource.ts';
import { reviewResource } from './resources/thread-resources.ts';

function found({ repository, path }: Call): PullRequest {
  const thread = repository.threads.get(Number(path['pull_number']));
  if (thread?.kind !== 'pull') throw notFound();
  return thread;
}

function listed({ repository, query }: Call): PullRequest[] {
  const state = query['state'] ?? 'open';
  const { head, base } = query;
  const key = query['sort'] === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = query['direction'] === 'asc' ? 1 : -1;
  return repository.pulls
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => base === undefined || pull.base.ref === base)
    .filter(
      (pull) =>
        head === undefined || `${pull.head.repository.owner.login}:${pull.head.ref}` === head,
    )
    .toSorted((a, b) => sign * (a[key].getTime() - b[key].getTime() || a.number - b.number));
}

const reads = new WeakMap<PullRequest, { state: string; times: number }>();

/** GitHub works `mergeable` out in the background and says null until it is done. */
function mergeableKnown({ repository, world }: Call, pull: PullRequest): boolean {
  const state = `${pull.head.sha} ${repository.branch(pull.base.ref)}`;
  const seen = reads.get(pull);
  const times = seen?.state === state ? seen.times + 1 : 1;
  reads.set(pull, { state, times });
  return times > world.settings.mergeableLag;
}

const pulls = of('pull-requests');

export const pullOperations: readonly Operation[] = [
  {
    id: 'pulls/list',
    level: 'read',
    scopes: pulls,
    handle: (call) =>
      paginate(call, listed(call), (pull) => simplePullResource(call.repository, pull)),
  },
  {
    id: 'pulls/get',
    level: 'read',
    scopes: pulls,
    handle: (call) => {
      const pull = found(call);
      const known = mergeableKnown(call, pull);
      if (known) refreshTestMerge(call.repository, pull);
      return ok(pullResource(call.repository, pull, known));
    },
  },
  {
    id: 'pulls/list-files',
    level: 'read',
    scopes: pulls,
    handle: (call) => {
      const pull = found(call);
      const files = pullFiles(call.repository, pull).slice(0, 3000);
      return paginate(call, files, (file) => fileResource(call.repository, file, pull.head.sha));
    },
  },
  {
    id: 'pulls/list-commits',
    level: 'read',
    scopes: pulls,
    handle: (call) => {
      const commits = pullCommits(call.repository, found(call)).slice(0, 250);
      return paginate(call, commits, (commit) => commitResource(call.repository, commit));
    },
  },
  {
    id: 'pulls/list-reviews',
    level: 'read',
    scopes: pulls,
    handle: (call) => {
      const pull = found(call);
      return paginate(call, pull.reviews, (review) =>
        reviewResource(call.repository, pull, review),
      );
    },
  },
];
