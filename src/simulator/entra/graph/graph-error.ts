import type { JsonObject } from '../../aws/json.ts';

interface Options {
  /** The request broke a documented rule, whatever the tenant holds. */
  readonly invalid?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of Microsoft Graph. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly invalid: boolean;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, options: Options = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.invalid = options.invalid === true;
    this.headers = options.headers ?? {};
  }
}

export function badRequest(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message, { invalid: true });
}

export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message, { invalid: true });
}

export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** What Graph has and this does not: a test that needs it needs more simulator first. */
export function notServed(what: string): GraphError {
  return new GraphError(501, 'NotImplemented', `the simulator does not serve ${what}`, {
    invalid: true,
  });
}

export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string | undefined;
  readonly now: number;
}

export function graphErrorBody(error: GraphError, ids: RequestIds): JsonObject {
  const inner = {
    date: new Date(ids.now).toISOString().slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId ?? ids.requestId,
  };
  if (error.status !== 429) {
    return { error: { code: error.code, message: error.message, innerError: inner } };
  }
  const throttled = { code: '429', status: '429', message: 'Please retry after', ...inner };
  return { error: { code: error.code, innerError: throttled, message: error.message } };
}
