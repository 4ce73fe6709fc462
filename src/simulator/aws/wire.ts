import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { parseJsonObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { serviceModels } from './models/service-model.ts';
import type { ServiceModel } from './models/service-model.ts';

export interface Target {
  readonly model: ServiceModel;
  readonly operation: string;
}

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: JsonObject;
}

/** AWS JSON 1.1 names the operation in a header; REST services by method and path. */
export function parseTarget(request: IncomingMessage): Target {
  const rest = restTarget(request);
  if (rest !== undefined) return rest;
  const header = request.headers['x-amz-target'];
  const [operation, prefix] = typeof header === 'string' ? header.split('.').toReversed() : [];
  // CloudTrail's model writes its package before the name; clients send it with and without.
  const model = Object.values(serviceModels).find(
    ({ targetPrefix }) =>
      targetPrefix !== null && (targetPrefix === prefix || targetPrefix.endsWith(`.${prefix}`)),
  );
  if (request.method !== 'POST' || model === undefined || operation === undefined) {
    throw new AwsError('UnknownOperationException', `no operation ${String(header)}`);
  }
  return { model, operation };
}

function restTarget({ method, url, headers }: IncomingMessage): Target | undefined {
  if (headers['x-amz-target'] !== undefined) return undefined;
  const path = new URL(url ?? '/', 'http://simulator').pathname;
  for (const model of Object.values(serviceModels)) {
    for (const [operation, { http }] of Object.entries(model.operations)) {
      if (http?.method === method && http?.path === path) return { model, operation };
    }
  }
  return undefined;
}

export function parseBody(
  request: IncomingMessage,
  body: string,
  { model, operation }: Target,
): JsonObject {
  const type = request.headers['content-type'];
  const expected = model.targetPrefix === null ? restType : jsonType;
  if (type !== expected) {
    throw new AwsError('SerializationException', `content type ${type ?? '(none)'} is not JSON`);
  }
  const parsed = parseJsonObject(body === '' ? '{}' : body);
  if (parsed === undefined) throw new AwsError('SerializationException', 'the body is not JSON');
  const asked = new URL(request.url ?? '/', 'http://simulator').searchParams;
  const query = model.operations[operation]?.http?.query ?? [];
  const members = query.flatMap((name): [string, Json][] => {
    const value = asked.get(name);
    if (value === null) return [];
    return [[name, /^\d+$/.test(value) && name === 'maxResults' ? Number(value) : value]];
  });
  return { ...parsed, ...Object.fromEntries(members) };
}

const jsonType = 'application/x-amz-json-1.1';
const restType = 'application/json';

export function errorAnswer(error: AwsError, model: ServiceModel | undefined): Answer {
  return {
    status: model?.errorStatuses[error.code] ?? error.status,
    code: error.code,
    body: { __type: error.code, [messageKey(error, model)]: error.message, ...error.members },
  };
}

// Modelled exceptions spell it as their shape does; what comes before the service, in lower case.
export function messageKey(error: AwsError, model: ServiceModel | undefined): string {
  const shape = model?.shapes[error.code];
  return shape?.type === 'structure' && 'Message' in shape.members ? 'Message' : 'message';
}

export function send(
  response: ServerResponse,
  answer: Answer,
  requestId: string,
  cut = false,
): void {
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': requestId,
    ...(answer.code !== undefined && { 'x-amzn-errortype': answer.code }),
  });
  response.end(cut ? body.slice(0, Math.ceil(body.length / 2)) : body);
}
