/** Why a call to the world failed, in words every adapter shares. */
export type PortErrorKind =
  | 'access-denied'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'quota'
  | 'throttled'
  | 'unavailable'
  /** A write was sent and its answer was lost: it may or may not have happened. Read before sending again. */
  | 'answer-lost'
  | 'bad-answer'
  | 'credentials'
  | 'cancelled';

/** The only error that ports throw on purpose; anything else is a bug. */
export class PortError extends Error {
  readonly kind: PortErrorKind;
  /** The service's own name for the call: `sso:CreateAccountAssignment`, `GET /repos/{owner}/{repo}`. */
  readonly action: string;
  /** What to do, where the adapter knows. */
  readonly help: string | null;

  constructor(
    kind: PortErrorKind,
    action: string,
    message: string,
    options: { readonly help?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'PortError';
    this.kind = kind;
    this.action = action;
    this.help = options.help ?? null;
  }
}
