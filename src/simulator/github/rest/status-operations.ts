import type { CommitStatus } from '../world/threads.ts';
import { invalid, notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { pageOf, paginate } from './paginate.ts';
import { minimalRepositoryResource, repositoryUrl } from './resources/repository-resource.ts';
import { statusResource } from './resources/thread-resources.ts';

/** GitHub keeps this many statuses for one commit and context. */
const limit = 1000;

const states = ['error', 'failure', 'pending', 'success'] as const;

function resolved({ repository, path }: Call): string {
  const sha = repository.resolve(path['ref'] ?? path['sha'] ?? '');
  if (sha === undefined) throw notFound();
  return sha;
}

function newestFirst({ repository }: Call, sha: string): CommitStatus[] {
  return repository.statuses.filter((status) => status.sha === sha).toReversed();
}

function combined(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success')
    ? 'success'
    : 'pending';
}

function create(call: Call): CommitStatus {
  const { repository, body, path, world } = call;
  const sha = path['sha'] ?? '';
  const context = typeof body['context'] === 'string' ? body['context'] : 'default';
  const text = (key: string): string | null => (typeof body[key] === 'string' ? body[key] : null);
  // Unlike everywhere else, a status wants the whole id of a commit.
  if (repository.objects.find(sha, 'commit') === undefined)
    throw invalid('Status', 'sha', 'custom', `No commit found for SHA: ${sha}`);
  const sameContext = repository.statuses.filter(
    (status) => status.sha === sha && status.context === context,
  );
  if (sameContext.length >= limit)
    throw invalid(
      'Status',
      'base',
      'custom',
      'This SHA and context has reached the maximum number of statuses.',
    );
  if ([...(text('description') ?? '')].length > 140)
    throw invalid(
      'Status',
      'description',
      'custom',
      'description is too long (maximum is 140 characters)',
    );
  const status: CommitStatus = {
    id: world.nextId(),
    sha,
    state: states.find((state) => state === body['state']) ?? 'error',
    context,
    description: text('description'),
    targetUrl: text('target_url'),
    creator: call.viewer(),
    createdAt: world.clock.now(),
  };
  repository.statuses.push(status);
  return status;
}

export const statusOperations: readonly Operation[] = [
  {
    id: 'repos/create-commit-status',
    level: 'write',
    scopes: of('statuses'),
    handle: (call) => ({ status: 201, body: statusResource(call.repository, create(call)) }),
  },
  {
    id: 'repos/list-commit-statuses-for-ref',
    level: 'read',
    scopes: of('statuses'),
    handle: (call) =>
      paginate(call, newestFirst(call, resolved(call)), (status) =>
        statusResource(call.repository, status),
      ),
  },
  {
    id: 'repos/get-combined-status-for-ref',
    level: 'read',
    scopes: of('statuses'),
    handle: (call) => {
      const sha = resolved(call);
      const latest = new Map(
        newestFirst(call, sha)
          .toReversed()
          .map((status) => [status.context, status]),
      );
      const { items, headers } = pageOf(call, [...latest.values()]);
      const api = repositoryUrl(call.repository);
      return ok(
        {
          state: combined([...latest.values()]),
          statuses: items.map((status) => statusResource(call.repository, status)),
          sha,
          total_count: latest.size,
          repository: minimalRepositoryResource(call.repository),
          commit_url: `${api}/commits/${sha}`,
          url: `${api}/commits/${sha}/status`,
        },
        headers,
      );
    },
  },
];
