import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphqlRequest } from '../graphql/graphql-request.ts';
import type { Json } from '../json.ts';
import { isObject, json } from '../json.ts';
import { ApiError } from '../rest/api-error.ts';
import type { Reply } from '../rest/operation.ts';
import type { AccessToken } from '../world/account.ts';
import type { World } from '../world/world.ts';
import { tokenOf } from './authorize.ts';
import type { Effect, Faults, OperationName } from './faults.ts';
import { primaryLimit, secondaryLimit } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { restRequest, route } from './rest-request.ts';

export interface Backend {
  readonly world: World;
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
  readonly log: RequestLog;
}

async function read(request: IncomingMessage): Promise<Json | undefined> {
  const body = await text(request);
  if (body === '') return undefined;
  try {
    return json.parse(body);
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
}

function send(response: ServerResponse, { status, body, raw, headers = {} }: Reply): void {
  const type =
    raw === undefined
      ? 'application/json; charset=utf-8'
      : 'application/vnd.github.raw; charset=utf-8';
  response.writeHead(status, {
    'content-type': type,
    'x-github-media-type': 'github.v3; format=json',
    ...headers,
  });
  response.end(raw ?? (body === undefined ? undefined : JSON.stringify(body)));
}

function refusal(effect: Effect, { world }: Backend): Reply | undefined {
  const told = ({ status, body, headers }: ApiError): Reply => ({ status, body, headers });
  switch (effect.kind) {
    case 'server-error':
      return { status: effect.status ?? 502, body: { message: 'Server Error' } };
    case 'secondary-rate-limit':
      return told(secondaryLimit(effect.status ?? 403, effect.retryAfter ?? 60));
    case 'primary-rate-limit': {
      const resetsAt = world.clock.now().getTime() + (effect.resetsIn ?? 3600) * 1000;
      return told(primaryLimit(effect.status ?? 403, world.settings.hourlyRequests, resetsAt));
    }
    case 'answer':
      return { status: effect.status, body: effect.body, headers: effect.headers ?? {} };
    case 'delay':
    case 'hang':
    case 'reset':
    case 'lost-answer':
    case 'meanwhile':
      return undefined;
    default:
      return effect satisfies never;
  }
}

interface Incoming {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Json | undefined;
  readonly token: AccessToken | undefined;
  readonly entry: LoggedRequest;
}

const contentOperations: readonly (OperationName | undefined)[] = [
  'issues/create',
  'issues/create-comment',
  'issues/update',
  'issues/update-comment',
];

async function perform(
  backend: Backend,
  { request, url, body, token, entry }: Incoming,
): Promise<Reply> {
  const { world, log } = backend;
  const headers = backend.rateLimit.count(token, contentOperations.includes(entry.operation));
  if (request.headers['user-agent'] === undefined)
    throw new ApiError(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  if (entry.operation?.startsWith('graphql') === true) {
    if (token === undefined)
      throw new ApiError(401, 'This endpoint requires you to be authenticated.');
    const { body: data, problems } = await graphqlRequest(world, token, body);
    entry.problems = problems;
    return { status: 200, body: data, headers: { ...headers, 'x-ratelimit-resource': 'graphql' } };
  }
  const match = route(world, entry.method, url.pathname);
  if (match === undefined) {
    entry.problems = ['this operation is not simulated'];
    throw new ApiError(404, 'Not Found');
  }
  const outcome = restRequest(world, match, {
    method: entry.method,
    url,
    accept: request.headers.accept ?? '',
    body,
    token,
  });
  entry.problems = outcome.requestProblems;
  for (const problem of outcome.responseProblems)
    log.simulatorErrors.push(`${match.operation.id} ${outcome.reply.status}: ${problem}`);
  if (outcome.responseProblems.length > 0)
    return {
      status: 500,
      body: {
        message: 'the simulator answered as GitHub would not',
        errors: [...outcome.responseProblems],
      },
    };
  return { ...outcome.reply, headers: { ...headers, ...outcome.reply.headers } };
}

function names(world: World, method: string, url: URL, body: Json | undefined): OperationName[] {
  if (!/^(\/api)?\/graphql$/.test(url.pathname)) {
    const match = route(world, method, url.pathname);
    return match === undefined ? [] : [match.operation.id];
  }
  const query = isObject(body) ? json.text(body['query']) : '';
  const given =
    isObject(body) && typeof body['operationName'] === 'string' ? body['operationName'] : undefined;
  const name = given ?? /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1];
  return name === undefined ? ['graphql'] : [`graphql/${name}`, 'graphql'];
}

async function answer(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = backend;
  const url = new URL(request.url ?? '/', world.links.api);
  const method = request.method ?? 'GET';
  const body = await read(request);
  const operations = names(world, method, url, body);
  const entry: LoggedRequest = {
    operation: operations[0],
    method,
    path: url.pathname + url.search,
    body,
    login: undefined,
    status: 0,
    problems: [],
  };
  const token = tokenOf(world, request.headers.authorization);
  const logged = { ...entry, login: token?.account.login };
  backend.log.requests.push(logged);
  const effects = backend.faults.on(...operations);
  for (const effect of effects) {
    if (effect.kind === 'delay') await sleep(effect.milliseconds);
    if (effect.kind === 'meanwhile' && effect.when === 'before') effect.run();
    if (effect.kind === 'hang') return;
    if (effect.kind === 'reset') return void request.socket.destroy();
  }
  const refused = effects
    .map((effect) => refusal(effect, backend))
    .find((reply) => reply !== undefined);
  let reply: Reply;
  try {
    reply = refused ?? (await perform(backend, { request, url, body, token, entry: logged }));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    reply = { status: error.status, body: error.body, headers: error.headers };
  }
  logged.status = reply.status;
  for (const effect of effects) {
    if (effect.kind === 'meanwhile' && effect.when === 'after') effect.run();
    if (effect.kind === 'lost-answer') return void request.socket.destroy();
  }
  send(response, reply);
}

export async function handleRequest(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(backend, request, response);
  } catch (error) {
    if (error instanceof ApiError)
      return send(response, { status: error.status, body: error.body });
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    backend.log.simulatorErrors.push(told);
    send(response, { status: 500, body: { message: 'the simulator failed', error: told } });
  }
}
