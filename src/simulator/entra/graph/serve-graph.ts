import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Json } from '../../aws/json.ts';
import { readBody } from '../../http.ts';
import type { Machine } from '../machine.ts';
import { reply } from '../reply.ts';
import { exchange } from './exchange.ts';
import { GraphError, graphErrorBody } from './graph-error.ts';

const version = '/v1.0';

/** graph.microsoft.com, version 1.0. */
export async function serveGraph(
  machine: Machine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readBody(request);
  machine.clock.settle();
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  let body: Json | undefined;
  try {
    if (url !== version && !url.startsWith(`${version}/`)) {
      throw new GraphError(400, 'BadRequest', `Invalid version: ${url.split('/')[1]}`);
    }
    body = parseBody(method, headers['content-type'], text);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    refuse(machine, method, url, error);
    const ids = { requestId: '', clientRequestId: undefined, now: machine.clock.now() };
    await reply(
      machine,
      response,
      { status: error.status, body: graphErrorBody(error, ids) },
      undefined,
    );
    return;
  }
  const target = url.slice(version.length);
  const { reply: answer, effect } = exchange(machine, {
    method,
    target: target === '' ? '/' : target,
    headers,
    body,
    isBatched: false,
  });
  await reply(machine, response, answer, effect);
}

function parseBody(method: string, type: string | undefined, text: string): Json | undefined {
  if (text === '') return undefined;
  if (method !== 'DELETE' && type?.startsWith('application/json') !== true) {
    throw new GraphError(
      400,
      'BadRequest',
      'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
    );
  }
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function refuse({ log, clock }: Machine, method: string, url: string, error: GraphError): void {
  const { status, code, message } = error;
  log.add({
    at: new Date(clock.now()).toISOString(),
    server: 'graph',
    method,
    path: url,
    route: url,
    query: '',
    body: null,
    client: undefined,
    roles: [],
    outcome: { kind: 'error', status, code, message },
    invalid: [message],
    throttled: false,
    batched: false,
  });
}
