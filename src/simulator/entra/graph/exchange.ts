import type { Json } from '../../aws/json.ts';
import { uuid } from '../../aws/world/ids.ts';
import type { FaultEffect } from '../faults.ts';
import type { Machine } from '../machine.ts';
import { lostAnswer } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { LoggedRequest } from '../request-log.ts';
import { authenticate } from './authenticate.ts';
import type { Caller } from './authenticate.ts';
import { badRequest, GraphError, graphErrorBody, notServed } from './graph-error.ts';
import { parseQuery } from './query.ts';
import type { Query } from './query.ts';
import { requirePermission } from './require-permission.ts';
import { findRoute, pathOf } from './route.ts';
import type { Match } from './route.ts';
import { answerBatch } from './routes/batch-route.ts';
import { routes } from './routes/routes.ts';

export interface Inbound {
  readonly method: string;
  /** Path and query below the version. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Json | undefined;
  readonly isBatched: boolean;
}

export interface Exchange {
  readonly reply: Reply;
  readonly effect: FaultEffect | undefined;
}

interface Note {
  readonly invalid: string[];
  route: string;
  caller: Caller | undefined;
  throttled: boolean;
}

/** One request to Graph, by itself or in a batch: answered, or refused, and logged. */
export function exchange(machine: Machine, inbound: Inbound): Exchange {
  const { clock, log, faults } = machine;
  const now = clock.now();
  machine.tenant.expireDeleted();
  // What comes after a # never leaves a client; in a batch it does, and is not read.
  const [address = ''] = inbound.target.split('#');
  const cut = address.indexOf('?');
  const path = pathOf(cut < 0 ? address : address.slice(0, cut));
  const query = cut < 0 ? '' : address.slice(cut + 1);
  const note: Note = { invalid: [], route: path, caller: undefined, throttled: false };
  const effect = faults.next(inbound.method, path);
  const requestId = uuid('graph request', String(log.requests.length + 1));
  const ids = { requestId, clientRequestId: inbound.headers['client-request-id'], now };
  let reply: Reply;
  let outcome: LoggedRequest['outcome'];
  try {
    if (inbound.target !== address) note.invalid.push('a # in the query must be encoded');
    if (effect?.kind === 'connection-reset' || effect?.kind === 'hang') {
      reply = { status: 504, body: undefined };
      outcome = { kind: 'no-answer', why: effect.kind };
    } else {
      reply = answer(machine, inbound, { path, query, effect, note });
      outcome = { kind: 'answered', status: reply.status };
    }
  } catch (error) {
    const failure = asGraphError(error);
    if (failure.invalid) note.invalid.push(failure.message);
    const { status, code, message, headers } = failure;
    reply = { status, headers, body: graphErrorBody(failure, ids) };
    outcome = { kind: 'error', status, code, message };
  }
  log.add({
    at: new Date(now).toISOString(),
    server: 'graph',
    method: inbound.method,
    path,
    route: note.route,
    query,
    body: inbound.body ?? null,
    client: note.caller?.client.name,
    roles: [...(note.caller?.roles ?? [])],
    outcome,
    invalid: note.invalid,
    throttled: note.throttled,
    batched: inbound.isBatched,
  });
  const headers = {
    'request-id': requestId,
    'client-request-id': ids.clientRequestId ?? requestId,
  };
  return { reply: { ...reply, headers: { ...headers, ...reply.headers } }, effect };
}

interface Question {
  readonly path: string;
  readonly query: string;
  readonly effect: FaultEffect | undefined;
  readonly note: Note;
}

function answer(machine: Machine, inbound: Inbound, question: Question): Reply {
  const { path, effect, note } = question;
  refuseByFault(effect);
  note.caller = authenticate(machine, inbound.headers['authorization']);
  const isBatch = path.toLowerCase() === '/$batch';
  if (isBatch && inbound.method === 'POST') return batch(machine, inbound, note);
  const match = findRoute(routes, inbound.method, path);
  note.route = match?.route.path ?? path;
  const query = parseQuery(question.query, inbound.isBatched);
  note.invalid.push(...query.problems);
  if (match !== undefined) throttle(machine, note, match, query);
  if (match === undefined) throw noRoute(inbound.method, path);
  const isEventual = inbound.headers['consistencylevel']?.toLowerCase() === 'eventual';
  const request = {
    method: inbound.method,
    path,
    params: match.params,
    query,
    headers: inbound.headers,
    body: inbound.body,
    client: note.caller.client,
    roles: note.caller.roles,
    isAdvanced: isEventual && query.options.get('$count') === 'true',
  };
  if (query.options.get('$count') === 'true' && !isEventual) {
    note.invalid.push('$count=true is ignored without ConsistencyLevel: eventual');
  }
  requirePermission(machine, request, match.route.need);
  return match.route.handle(machine, request);
}

function batch(machine: Machine, inbound: Inbound, note: Note): Reply {
  note.route = '/$batch';
  if (inbound.isBatched) throw badRequest('A batch must not be in a batch.');
  const { authorization } = inbound.headers;
  const isReversed = machine.knobs.behaviour.batchOrder === 'reversed';
  return answerBatch(inbound.body, isReversed, (step) => {
    const one = exchange(machine, { ...step, headers: { authorization, ...step.headers } });
    const { effect } = one;
    if (effect?.kind !== 'answer-lost' || one.reply.status >= 400) return one.reply;
    // A step has no connection of its own that could break.
    return lostAnswer(typeof effect.as === 'number' ? effect.as : 504);
  });
}

function throttle(machine: Machine, note: Note, { route, params }: Match, query: Query): void {
  const { knobs, clock } = machine;
  const selects = query.options.has('$select') ? 1 : 0;
  const cost = {
    units: Math.max(1, (route.units ?? 1) - selects),
    write: route.method !== 'GET' && route.isNoWrite !== true,
    bucket: route.bucket,
  };
  const client = note.caller?.client.appId ?? '';
  const object = params['principal'] ?? '';
  const refusal = machine.throttle.take(cost, client, object, knobs, clock.now());
  if (refusal === undefined) return;
  note.throttled = true;
  throw tooMany(refusal.retryAfter);
}

function tooMany(retryAfter: number | undefined): GraphError {
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', { headers });
}

function refuseByFault(effect: FaultEffect | undefined): void {
  if (effect?.kind === 'throttle') {
    throw tooMany(effect.retryAfter === undefined ? 1 : (effect.retryAfter ?? undefined));
  }
  if (effect?.kind !== 'status') return;
  const { status, code, message } = effect;
  throw new GraphError(status, code ?? 'UnknownError', message ?? 'An error has occurred.');
}

function noRoute(method: string, path: string): GraphError {
  const others = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].filter(
    (one) => findRoute(routes, one, path) !== undefined,
  );
  return others.length > 0 || method !== 'GET'
    ? notServed(`${method} ${path}`)
    : badRequest(`Resource not found for the segment '${path.split('/')[1] ?? ''}'.`);
}

// A bug of the simulator must neither look like Graph's own trouble, which clients retry, nor hide.
function asGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new GraphError(418, 'SimulatorBug', `simulator bug: ${reason}`, { invalid: true });
}
