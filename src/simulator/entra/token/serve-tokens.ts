import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../aws/json.ts';
import { readBody } from '../../http.ts';
import type { FaultEffect } from '../faults.ts';
import type { Machine } from '../machine.ts';
import { reply } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { Outcome } from '../request-log.ts';
import { answerTokenRequest } from './answer-token-request.ts';
import { instanceDiscovery, openIdConfiguration, publicKeys } from './discovery.ts';
import { TokenError, tokenErrorBody } from './token-error.ts';

interface Answered {
  readonly body: JsonObject;
  readonly client: string | undefined;
}

/** login.microsoftonline.com, as far as an app signs in by itself. */
export async function serveTokens(
  machine: Machine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readBody(request);
  const { clock, log, faults, urls } = machine;
  clock.settle();
  const now = clock.now();
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', urls.authority);
  const [, tenantName = '', ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/')}`;
  const effect = faults.next(method, path);
  const form = new URLSearchParams(text);
  const invalid: string[] = [];
  let client: string | undefined;
  let answer: Reply = { status: 0, body: undefined };
  let outcome: Outcome;
  try {
    const refusal = refused(effect);
    if (refusal === undefined) {
      const answered = respond(machine, request, { tenantName, path, form });
      client = answered.client;
      answer = { status: 200, body: answered.body };
      outcome = { kind: 'answered', status: 200 };
    } else {
      answer = refusal;
      outcome = { kind: 'no-answer', why: effect?.kind ?? '' };
    }
  } catch (error) {
    const failure = asTokenError(error, invalid);
    const { status, kind: code, message } = failure;
    const correlationId = form.get('client-request-id') ?? undefined;
    const sequence = log.requests.length + 1;
    const context = { authority: urls.authority, now, sequence, correlationId };
    answer = { status, body: tokenErrorBody(failure, context) };
    outcome = { kind: 'error', status, code, message };
    if (failure.invalid) invalid.push(message);
  }
  log.add({
    at: new Date(now).toISOString(),
    server: 'token',
    method,
    path,
    route: path,
    query: url.search.slice(1),
    body: { client_id: form.get('client_id'), scope: form.get('scope') },
    client,
    roles: [],
    outcome,
    invalid,
    throttled: false,
    batched: false,
  });
  await reply(machine, response, answer, effect);
}

function refused(effect: FaultEffect | undefined): Reply | undefined {
  if (effect?.kind === 'connection-reset' || effect?.kind === 'hang')
    return { status: 0, body: undefined };
  if (effect?.kind !== 'status' && effect?.kind !== 'throttle') return undefined;
  const status = effect.kind === 'status' ? effect.status : 429;
  const description = 'AADSTS90033: A transient error has occurred. Please try again.';
  const after = effect.kind === 'throttle' ? effect.retryAfter : undefined;
  const headers = typeof after === 'number' ? { 'retry-after': String(after) } : {};
  return {
    status,
    headers,
    body: {
      error: 'temporarily_unavailable',
      error_description: description,
      error_codes: [90033],
    },
  };
}

interface Question {
  readonly tenantName: string;
  readonly path: string;
  readonly form: URLSearchParams;
}

function respond(machine: Machine, request: IncomingMessage, question: Question): Answered {
  const { tenantName, path, form } = question;
  const { id, domain, displayName } = machine.tenant.facts;
  if (path === '/discovery/instance')
    return { body: instanceDiscovery(machine), client: undefined };
  if (![id, domain].includes(tenantName.toLowerCase())) {
    throw new TokenError(
      'invalid_request',
      90002,
      `Tenant '${tenantName}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    );
  }
  if (path === '/v2.0/.well-known/openid-configuration') {
    return { body: openIdConfiguration(machine), client: undefined };
  }
  if (path === '/discovery/v2.0/keys') return { body: publicKeys(), client: undefined };
  if (path === '/oauth2/v2.0/token' && request.method === 'POST') {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded')) {
      throw new TokenError('invalid_request', 900144, 'The request body must be form-encoded.', {
        invalid: true,
      });
    }
    const { body, client } = answerTokenRequest(machine, form);
    return { body, client: client.name };
  }
  throw new TokenError('invalid_request', 90008, `${displayName} serves nothing at ${path}.`, {
    invalid: true,
  });
}

// A bug of the simulator must neither look like Entra's own trouble, which clients retry, nor hide.
function asTokenError(error: unknown, invalid: string[]): TokenError {
  if (error instanceof TokenError) return error;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  invalid.push(`simulator bug: ${reason}`);
  return new TokenError('invalid_request', 0, `simulator bug: ${reason}`);
}
