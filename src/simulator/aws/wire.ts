import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { parseJsonObject } from './json.ts';
import type { JsonObject } from './json.ts';
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

/** AWS JSON 1.1: the operation is named in a header, everything else is the body. */
export function parseTarget(request: IncomingMessage): Target {
  const header = request.headers['x-amz-target'];
  const [operation, prefix] = typeof header === 'string' ? header.split('.').toReversed() : [];
  // CloudTrail's model writes its package before the name; clients send it with and without.
  const model = Object.values(serviceModels).find(
    (one) => one.targetPrefix === prefix || one.targetPrefix.endsWith(`.${prefix}`),
  );
  if (request.method !== 'POST' || model === undefined || operation === undefined) {
    throw new AwsError('UnknownOperationException', `no operation ${String(header)}`);
  }
  return { model, operation };
}

export function parseBody(request: IncomingMessage, body: string): JsonObject {
  const type = request.headers['content-type'];
  if (type !== 'application/x-amz-json-1.1') {
    throw new AwsError(
      'SerializationException',
      `content type ${type ?? '(none)'} is not JSON 1.1`,
    );
  }
  const parsed = parseJsonObject(body === '' ? '{}' : body);
  if (parsed === undefined) throw new AwsError('SerializationException', 'the body is not JSON');
  return parsed;
}

export function errorAnswer(error: AwsError, model: ServiceModel | undefined): Answer {
  return {
    status: error.status,
    code: error.code,
    body: { __type: error.code, [messageKey(error, model)]: error.message, ...error.members },
  };
}

// Modelled exceptions spell it as their shape does; what comes before the service, in lower case.
function messageKey(error: AwsError, model: ServiceModel | undefined): string {
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
