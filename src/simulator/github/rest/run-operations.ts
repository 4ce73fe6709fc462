import { ApiError, notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Operation } from './operation.ts';
import { pageOf } from './paginate.ts';
import { artifactResource, hasExpired, runResource } from './resources/run-resources.ts';

const actions = of('actions');

export const runOperations: readonly Operation[] = [
  {
    id: 'actions/get-workflow-run',
    level: 'read',
    scopes: actions,
    handle: ({ repository, path }) => {
      const run = repository.runs.get(Number(path['run_id']));
      if (run === undefined) throw notFound();
      return ok(runResource(repository, run));
    },
  },
  {
    id: 'actions/list-artifacts-for-repo',
    level: 'read',
    scopes: actions,
    handle: (call) => {
      const { repository, query } = call;
      const named = [...repository.artifacts.values()]
        .filter(({ name }) => query['name'] === undefined || name === query['name'])
        .toReversed();
      const { items, headers } = pageOf(call, named);
      const artifacts = items.map((artifact) => artifactResource(repository, artifact));
      return ok({ total_count: named.length, artifacts }, headers);
    },
  },
  {
    id: 'actions/download-artifact',
    level: 'read',
    scopes: actions,
    handle: ({ repository, path, world }) => {
      const artifact = repository.artifacts.get(Number(path['artifact_id']));
      if (artifact === undefined || path['archive_format'] !== 'zip') throw notFound();
      if (hasExpired(repository, artifact)) throw new ApiError(410, 'Artifact has expired');
      return { status: 302, headers: { location: world.offerDownload(artifact.archive) } };
    },
  },
];
