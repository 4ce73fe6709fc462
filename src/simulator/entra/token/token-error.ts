import type { JsonObject } from '../../aws/json.ts';
import { uuid } from '../../aws/world/ids.ts';

type Kind =
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_resource'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** A refusal of the token endpoint, by the number that people search for. */
export class TokenError extends Error {
  readonly kind: Kind;
  readonly code: number;
  readonly status: number;
  /** The client broke the protocol, rather than being unknown or misconfigured. */
  readonly invalid: boolean;

  constructor(
    kind: Kind,
    code: number,
    message: string,
    options: { readonly invalid?: boolean } = {},
  ) {
    super(`AADSTS${code}: ${message}`);
    this.kind = kind;
    this.code = code;
    this.status = kind === 'invalid_client' ? 401 : 400;
    this.invalid = options.invalid === true;
  }
}

export interface TokenErrorContext {
  readonly authority: string;
  readonly now: number;
  readonly sequence: number;
  readonly correlationId: string | undefined;
}

export function tokenErrorBody(error: TokenError, context: TokenErrorContext): JsonObject {
  const { authority, now, sequence } = context;
  const timestamp = entraTime(now);
  const traceId = uuid('trace', String(sequence));
  const correlationId = context.correlationId ?? uuid('correlation', String(sequence));
  return {
    error: error.kind,
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${authority}/error?code=${error.code}`,
  };
}

export function entraTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
