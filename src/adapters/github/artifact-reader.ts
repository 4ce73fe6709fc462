import * as z from 'zod';
import type { Artifact, ArtifactReader, WorkflowRun } from '../../ports/github-artifacts.ts';
import { PortError } from '../../ports/port-error.ts';
import type { Call } from './call.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';

/** Pages of a hundred artifacts of one name. */
const pageBound = 10;

const permission = 'actions: read';

const artifactAnswer = z.object({
  id: z.number(),
  name: z.string(),
  size_in_bytes: z.number(),
  digest: z.string().nullish(),
  expired: z.boolean(),
  created_at: z.string().nullish(),
  workflow_run: z.object({ id: z.number().nullish() }).nullish(),
});

const runAnswer = z.object({
  id: z.number(),
  event: z.string(),
  path: z.string(),
  repository: z.object({ full_name: z.string() }),
  head_repository: z.object({ full_name: z.string() }).nullish(),
  html_url: z.string(),
});

/** What runs left, by GitHub's REST API. */
export function createArtifactReader(options: GitHubOptions): ArtifactReader {
  const connection = createConnection(options);
  const repository = `${options.repository.owner}/${options.repository.name}`;
  return {
    repository,

    async artifactsNamed(name) {
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/actions/artifacts',
        parameters: { name },
        permission,
        repeat: 'always',
      };
      const found = await listPages(connection, call, artifactAnswer, pageBound, 'artifacts');
      return found
        .filter((answer) => answer.name === name)
        .map(toArtifact)
        .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
    },

    async run(id) {
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
        parameters: { run_id: id },
        permission,
        repeat: 'always',
      };
      try {
        const { data } = await connection.send(call);
        return toRun(readAnswer(call.route, runAnswer, data), repository);
      } catch (error) {
        if (error instanceof PortError && error.kind === 'not-found') return null;
        throw error;
      }
    },

    download: (id, limit) =>
      connection.download(
        {
          route: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
          parameters: { artifact_id: id, archive_format: 'zip' },
          permission,
          repeat: 'always',
        },
        limit,
      ),
  };
}

function toArtifact(answer: z.infer<typeof artifactAnswer>): Artifact {
  return {
    id: answer.id,
    name: answer.name,
    size: answer.size_in_bytes,
    digest: answer.digest ?? null,
    expired: answer.expired,
    createdAt: answer.created_at ?? '',
    runId: answer.workflow_run?.id ?? null,
  };
}

function toRun(answer: z.infer<typeof runAnswer>, repository: string): WorkflowRun {
  return {
    id: answer.id,
    event: answer.event,
    ...placeOf(answer.path, repository),
    repository: answer.repository.full_name,
    headRepository: answer.head_repository?.full_name ?? null,
    url: answer.html_url,
  };
}

/**
 * GitHub writes the workflow's file, with the repository before it and `@` and a ref behind it as it
 * likes. A file of a workflow ends in .yml or .yaml, so what ends so is no ref and stays part of the name.
 */
function placeOf(path: string, repository: string): Pick<WorkflowRun, 'path' | 'ref'> {
  const own = path.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : path;
  const at = own.lastIndexOf('@');
  const ref = at === -1 ? null : own.slice(at + 1);
  return ref === null || /\.ya?ml$/i.test(ref)
    ? { path: own, ref: null }
    : { path: own.slice(0, at), ref };
}
