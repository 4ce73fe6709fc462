import type { PortErrorKind } from '../../../ports/port-error.ts';
import type { Failure, FailureClass } from './failure.ts';

/**
 * What repeating a request does:
 * - `read`: nothing, whatever its method.
 * - `write`: may do it twice, or be refused because the first one worked; whoever asked must look.
 */
export type Effect = 'read' | 'write';

export type RetryDecision = { readonly retryIn: number } | { readonly giveUp: PortErrorKind };

interface Rule {
  readonly tries: number;
  /** Milliseconds before the second try; each further wait is twice the one before. */
  readonly first: number;
  readonly longest: number;
}

/** No chance in the waits: few requests are under way at once, and a run must repeat itself in tests. */
const rules: Readonly<Record<Exclude<FailureClass, 'final' | 'token'>, Rule>> = {
  throttled: { tries: 10, first: 1000, longest: 30_000 },
  busy: { tries: 8, first: 1000, longest: 30_000 },
  server: { tries: 6, first: 500, longest: 15_000 },
  lost: { tries: 5, first: 500, longest: 10_000 },
  'not-sent': { tries: 5, first: 500, longest: 5000 },
  'bad-answer': { tries: 3, first: 500, longest: 5000 },
};

/** Milliseconds that one call may spend on answers and waits together; queueing is not counted. */
export const longestCall = 180_000;

/** Whether to send again after the `attempt`-th failure, `spent` milliseconds into the call. */
export function decideRetry(
  failure: Failure,
  effect: Effect,
  attempt: number,
  spent: number,
): RetryDecision {
  const giveUp = kindOf(failure, effect);
  if (failure.class === 'final' || failure.class === 'token') return { giveUp };
  // Not even once more: the first request may have done it.
  if (giveUp === 'answer-lost') return { giveUp };
  const rule = rules[failure.class];
  const backoff = Math.min(rule.longest, rule.first * 2 ** (attempt - 1));
  const retryIn = Math.max(backoff, failure.retryAfter ?? 0);
  if (attempt >= rule.tries || spent + retryIn > longestCall) return { giveUp };
  return { retryIn };
}

function kindOf(failure: Failure, effect: Effect): PortErrorKind {
  switch (failure.class) {
    case 'final':
      return failure.refusal ?? 'invalid';
    case 'token':
      return 'credentials';
    case 'throttled':
      return 'throttled';
    case 'busy':
    case 'not-sent':
      return 'unavailable';
    case 'server':
    case 'lost':
      return effect === 'read' ? 'unavailable' : 'answer-lost';
    case 'bad-answer':
      return effect === 'read' ? 'bad-answer' : 'answer-lost';
  }
}
