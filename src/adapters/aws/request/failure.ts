/**
 * What a failed attempt means for the next one:
 * - `throttled`: not done; too fast, or too much at once.
 * - `conflict`: not done; the same thing is being written right now.
 * - `not-sent`: not done; there was no connection.
 * - `skew`: not done; signed with a wrong clock, which the SDK corrects from the answer.
 * - `server`: AWS answered with a 5xx; a write may have happened.
 * - `lost`: sent, and no answer came; a write may have happened.
 * - `bad-answer`: an answer that cannot be read; a write may have happened.
 * - `final`: AWS refused, and would again.
 */
export type FailureClass =
  | 'throttled'
  | 'conflict'
  | 'not-sent'
  | 'skew'
  | 'server'
  | 'lost'
  | 'bad-answer'
  | 'final';

/** Why AWS refused for good. */
export type Refusal =
  | 'access-denied'
  | 'credentials'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'quota';

/** One failed attempt, in our words. Its text is AWS's or the network's, cleaned. */
export interface Failure {
  readonly class: FailureClass;
  /** Only for `final` (and `skew`, which ends as `credentials`). */
  readonly refusal: Refusal | null;
  /** AWS's name of the error, or the network's code. */
  readonly name: string;
  readonly text: string;
  /** Milliseconds that the answer asks to wait. */
  readonly retryAfter: number | null;
  /** True for throttling by rate, which a slower pace cures. */
  readonly tooFast: boolean;
  /** The host that could not be reached. */
  readonly host: string | null;
  /** `ResourceType` of the identity store's not-found, and `Reason` of a customer key's faults. */
  readonly resourceType: string | null;
  readonly reason: string | null;
  readonly cause: unknown;
}

/** AWS has too much under way: a slower pace does not help, an end of what is in progress does. */
export function isBusy(failure: Failure): boolean {
  return failure.class === 'throttled' && !failure.tooFast;
}
