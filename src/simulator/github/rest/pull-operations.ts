import { range } from '../git/history.ts';
import { json } from '../json.ts';
import { githubActions } from '../world/account.ts';
import { editContent } from '../world/content.ts';
import { closePullRequest, openPullRequest, reopenPullRequest } from '../world/pull-requests.ts';
import type { PullRequest } from '../world/threads.ts';
import { refreshTestMerge } from '../world/test-merge.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
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

/** What a repository's settings keep from the job's own token, whatever permission it has. */
function mayOpen({ world, viewer }: Call): boolean {
  return (
    world.settings.actionsMayOpenPullRequests || viewer().app?.slug !== githubActions.app?.slug
  );
}

function openedIn(call: Call): PullRequest {
  const { repository, body } = call;
  if (!mayOpen(call)) {
    const why = 'GitHub Actions is not permitted to create or approve pull requests.';
    throw new ApiError(403, why);
  }
  const [head, base] = [json.text(body['head']), json.text(body['base'])];
  // `owner:branch` names a branch of this repository too.
  const branch = head.slice(head.indexOf(':') + 1);
  if (repository.branch(branch) === undefined) throw invalid('PullRequest', 'head', 'invalid');
  if (repository.branch(base) === undefined) throw invalid('PullRequest', 'base', 'invalid');
  const isTaken = repository.pulls.some(
    (pull) => pull.state === 'open' && pull.head.ref === branch && pull.base.ref === base,
  );
  const full = `${repository.owner.login}:${branch}`;
  if (isTaken) {
    throw refused(`A pull request already exists for ${full}.`);
  }
  if (range(repository.objects, repository.tip(base), repository.tip(branch)).length === 0) {
    throw refused(`No commits between ${base} and ${branch}`);
  }
  return openPullRequest(repository, {
    head: branch,
    base,
    author: call.viewer(),
    title: checkedTitle(call),
    ...(typeof body['body'] === 'string' && { body: checkedBody(call, body['body']) }),
  });
}

function refused(message: string): ApiError {
  return new ApiError(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
}

function checkedTitle({ body, world }: Call): string {
  const title = json.text(body['title']);
  if ([...title].length > world.settings.titleCharacters) {
    throw refused('title is too long (maximum is 256 characters)');
  }
  return title;
}

function checkedBody({ world }: Call, text: string): string {
  if ([...text].length > world.settings.commentCharacters) {
    throw refused('body is too long (maximum is 65536 characters)');
  }
  return text;
}

function update(call: Call, pull: PullRequest): void {
  const { body, repository, world } = call;
  if (typeof body['title'] === 'string') pull.title = checkedTitle(call);
  if (typeof body['body'] === 'string') {
    const at = world.clock.now();
    const text = checkedBody(call, body['body']);
    editContent(pull, { body: text, editor: call.viewer(), at, nextId: () => world.nextId() });
  }
  if (body['state'] === 'closed' && pull.state === 'open') closePullRequest(repository, pull);
  if (body['state'] === 'open' && pull.state === 'closed') {
    if (pull.merged !== undefined) throw refused('state cannot be changed. It is merged.');
    reopenPullRequest(repository, pull);
  }
  pull.updatedAt = world.clock.now();
}

export const pullOperations: readonly Operation[] = [
  {
    id: 'pulls/list',
    level: 'read',
    scopes: pulls,
    handle: (call) =>
      paginate(call, listed(call), (pull) => simplePullResource(call.repository, pull)),
  },
  {
    id: 'pulls/create',
    level: 'write',
    scopes: pulls,
    handle: (call) => ({ status: 201, body: pullResource(call.repository, openedIn(call)) }),
  },
  {
    id: 'pulls/update',
    level: 'write',
    scopes: pulls,
    handle: (call) => {
      const pull = found(call);
      update(call, pull);
      return ok(pullResource(call.repository, pull));
    },
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
