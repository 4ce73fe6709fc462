import * as z from 'zod';
import { cleanText } from './clean-text.ts';
import type { Failure, FailureClass, Refusal } from './failure.ts';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

/** What errors of the SDK, of Node and of AWS may carry; anything else about them is not relied on. */
const errorShape = z.object({
  name: text,
  message: text,
  code: text,
  hostname: text,
  address: text,
  port: number,
  ResourceType: text,
  Reason: text,
  RetryAfterSeconds: number,
  $metadata: z.object({ httpStatusCode: number }).optional().catch(undefined),
  $response: z
    .object({ headers: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
});

/** Thrown by our own time limit on an attempt. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** Thrown for an answer whose members are not what AWS's model says. */
export class AnswerShapeError extends Error {
  override readonly name = 'AnswerShapeError';
}

const throttlingNames = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'BandwidthLimitExceeded',
]);

const refusals: Readonly<Record<string, Refusal>> = {
  AccessDeniedException: 'access-denied',
  AccessDenied: 'access-denied',
  UnauthorizedException: 'access-denied',
  NotAuthorized: 'access-denied',
  AccessDeniedForDependencyException: 'access-denied',
  ExpiredTokenException: 'credentials',
  ExpiredToken: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  IncompleteSignatureException: 'credentials',
  MissingAuthenticationToken: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  OptInRequired: 'credentials',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  InvalidIdentityToken: 'credentials',
  InvalidIdentityTokenException: 'credentials',
  IDPRejectedClaim: 'credentials',
  ResourceNotFoundException: 'not-found',
  ResourceNotFound: 'not-found',
  AccountNotFoundException: 'not-found',
  OrganizationalUnitNotFoundException: 'not-found',
  ParentNotFoundException: 'not-found',
  TargetNotFoundException: 'not-found',
  AWSOrganizationsNotInUseException: 'not-found',
  ConflictException: 'conflict',
  ServiceQuotaExceededException: 'quota',
  LimitExceededException: 'quota',
};

const skewNames = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);
/** Nothing was sent: no name, no route, no connection, no trusted certificate, no proxy. */
const notSentCodes =
  /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_PROXY_|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO)/;
/** The only ConflictException that goes away by itself; every other text is for good. */
const transientConflict = /conflicting operation in process/i;
/** Told apart from the rate: fewer requests a second do not help, waiting does. */
const busyText = /too many requests processing/i;

/** Reads any error of an attempt into our words. */
export function classifyFailure(error: unknown): Failure {
  const read = errorShape.safeParse(error);
  const shape = read.success ? read.data : errorShape.parse({});
  const name = shape.name ?? 'UnknownError';
  const message = (shape.message ?? String(error)).split('\n  Deserialization error:')[0] ?? '';
  const verdict = judge(shape, name, message, error);
  const address = shape.hostname ?? shape.address ?? null;
  return {
    ...verdict,
    name: cleanText(shape.code ?? name),
    text: cleanText(message),
    retryAfter: retryAfterOf(shape),
    tooFast: verdict.class === 'throttled' && !busyText.test(message),
    host: address === null || shape.port === undefined ? address : `${address}:${shape.port}`,
    resourceType: shape.ResourceType ?? null,
    reason: shape.Reason === undefined ? null : cleanText(shape.Reason),
    cause: error,
  };
}

type Verdict = { readonly class: FailureClass; readonly refusal: Refusal | null };

function judge(
  shape: z.output<typeof errorShape>,
  name: string,
  message: string,
  error: unknown,
): Verdict {
  const status = shape.$metadata?.httpStatusCode;
  if (error instanceof TimeLimitError) return { class: 'lost', refusal: null };
  if (error instanceof AnswerShapeError) return { class: 'bad-answer', refusal: null };
  if (throttlingNames.has(name) || status === 429) return { class: 'throttled', refusal: null };
  if (skewNames.has(name) || /signature (?:expired|not yet current)/i.test(message)) {
    return { class: 'skew', refusal: 'credentials' };
  }
  const refusal = refusals[name];
  if (refusal === 'conflict' && transientConflict.test(message)) {
    return { class: 'conflict', refusal };
  }
  // The credential chain's own call to STS is refused with the same name as the service's.
  if (refusal === 'access-denied' && /sts:assumerole/i.test(message)) {
    return { class: 'final', refusal: 'credentials' };
  }
  if (refusal !== undefined) return { class: 'final', refusal };
  if (shape.code !== undefined && notSentCodes.test(shape.code)) {
    return { class: 'not-sent', refusal: null };
  }
  if (/did not establish a connection/.test(message)) return { class: 'not-sent', refusal: null };
  if (status !== undefined && status >= 500) return { class: 'server', refusal: null };
  if (name === 'SyntaxError') return { class: 'bad-answer', refusal: null };
  if (shape.code !== undefined || name === 'TimeoutError' || name === 'AbortError') {
    return { class: 'lost', refusal: null };
  }
  if (status === 401 || status === 403) return { class: 'final', refusal: 'access-denied' };
  if (status !== undefined && status >= 400) return { class: 'final', refusal: 'invalid' };
  return { class: 'bad-answer', refusal: null };
}

function retryAfterOf(shape: z.output<typeof errorShape>): number | null {
  const header = Number(shape.$response?.headers['retry-after']);
  const seconds = shape.RetryAfterSeconds ?? (Number.isFinite(header) ? header : null);
  return seconds === null || seconds < 0 ? null : seconds * 1000;
}
