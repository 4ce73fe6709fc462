import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { responseProblems } from '../openapi/description.ts';
import type { OperationId } from '../openapi/operations.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { commentOperations } from '../rest/comment-operations.ts';
import { commitOperations } from '../rest/commit-operations.ts';
import { gitOperations } from '../rest/git-operations.ts';
import { gitWriteOperations } from '../rest/git-write-operations.ts';
import { issueOperations } from '../rest/issue-operations.ts';
import type { Call, Operation, Reply } from '../rest/operation.ts';
import { pullOperations } from '../rest/pull-operations.ts';
import { repositoryOperations } from '../rest/repository-operations.ts';
import { runOperations } from '../rest/run-operations.ts';
import { statusOperations } from '../rest/status-operations.ts';
import type { AccessToken } from '../world/account.ts';
import type { Repository } from '../world/repository.ts';
import type { World } from '../world/world.ts';
import { authorize } from './authorize.ts';
import { checkRequest } from './check-request.ts';
import { matchOperation } from './match-operation.ts';
import type { Match } from './match-operation.ts';

const handlers = new Map<OperationId, Operation>(
  [
    ...commentOperations,
    ...commitOperations,
    ...gitOperations,
    ...gitWriteOperations,
    ...issueOperations,
    ...pullOperations,
    ...repositoryOperations,
    ...runOperations,
    ...statusOperations,
  ].map((operation) => [operation.id, operation]),
);

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly accept: string;
  readonly body: Json | undefined;
  readonly token: AccessToken | undefined;
}

/** Follows `/repositories/<id>`, as GitHub's own page links have it, back to the name. */
export function route(world: World, method: string, pathname: string): Match | undefined {
  const plain = pathname.replace(/^\/api\/v3(?=\/)/, '');
  const named = plain.replace(/^\/repositories\/(\d+)/, (whole, id: string) => {
    const repository = [...world.repositories.values()].find(
      (candidate) => candidate.id === Number(id),
    );
    return repository === undefined ? whole : `/repos/${repository.fullName}`;
  });
  return matchOperation(method, named);
}

function repositoryOf(world: World, path: Match['path']): Repository {
  const name = `${path['owner']}/${path['repo']}`.toLowerCase();
  const found = [...world.repositories.values()].find(
    ({ fullName }) => fullName.toLowerCase() === name,
  );
  if (found === undefined) throw notFound();
  return found;
}

function viewer(token: AccessToken | undefined): AccessToken['account'] {
  if (token === undefined) throw new ApiError(401, 'Requires authentication');
  return token.account;
}

export interface Outcome {
  readonly reply: Reply;
  /** What in the request GitHub's description does not have. */
  readonly requestProblems: readonly string[];
  readonly responseProblems: readonly string[];
}

function answer(
  world: World,
  { operation, path }: Match,
  request: RestRequest,
  problems: readonly string[],
): Reply {
  const handler = handlers.get(operation.id);
  if (handler === undefined) throw new Error(`${operation.id} is described and not simulated`);
  const named = path['owner'] !== undefined;
  const anywhere = world.repositories.values().next().value;
  const repository = named ? repositoryOf(world, path) : anywhere;
  if (repository === undefined) throw notFound();
  if (named)
    authorize(request.token, {
      repository,
      level: handler.level,
      scopes: handler.scopes(repository, path),
    });
  if (problems.length > 0 && world.settings.strict)
    throw new ApiError(operation.takesBody ? 422 : 400, 'Invalid request.', { errors: problems });
  const call: Call = {
    world,
    repository,
    token: request.token,
    viewer: () => viewer(request.token),
    path,
    query: Object.fromEntries(request.url.searchParams),
    body: isObject(request.body) ? request.body : {},
    wantsRaw: /\braw\b/.test(request.accept),
    url: request.url,
  };
  return handler.handle(call);
}

export function restRequest(world: World, match: Match, request: RestRequest): Outcome {
  const { operation, path } = match;
  const requestProblems = checkRequest(operation, {
    path,
    query: request.url.searchParams,
    body: request.body,
  });
  let reply: Reply;
  try {
    reply = answer(world, match, request, requestProblems);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    reply = { status: error.status, body: error.body, headers: error.headers };
  }
  const checked = reply.raw === undefined && !(reply.status >= 400 && requestProblems.length > 0);
  return {
    reply,
    requestProblems,
    responseProblems: checked ? responseProblems(operation, reply.status, reply.body) : [],
  };
}
