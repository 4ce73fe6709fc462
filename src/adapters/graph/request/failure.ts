import type { PortErrorKind } from '../../../ports/port-error.ts';

/**
 * What a failed attempt means for the next one:
 * - `throttled`: not done; too much was asked (429).
 * - `busy`: not done; the service takes nothing at the moment (503).
 * - `not-sent`: not done; there was no connection.
 * - `token`: not done; the access token is not (or no longer) accepted (401).
 * - `server`: another 5xx; a write may have happened.
 * - `lost`: sent, and no answer came; a write may have happened.
 * - `bad-answer`: an answer that cannot be read; a write may have happened.
 * - `final`: refused, and would be again.
 */
export type FailureClass =
  | 'throttled'
  | 'busy'
  | 'not-sent'
  | 'token'
  | 'server'
  | 'lost'
  | 'bad-answer'
  | 'final';

/** One failed attempt, in our words. Its text is Microsoft's or the network's, cleaned. */
export interface Failure {
  readonly class: FailureClass;
  /** Only for `final`. */
  readonly refusal: PortErrorKind | null;
  readonly status: number | null;
  /** Microsoft's name of the error, or the network's code. */
  readonly name: string;
  readonly text: string;
  /** Milliseconds that the answer asks to wait. */
  readonly retryAfter: number | null;
  /** Microsoft's id of the request, which its support asks for. */
  readonly requestId: string | null;
  readonly cause: unknown;
}
