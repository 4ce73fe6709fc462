import type { PortErrorKind } from '../../../ports/port-error.ts';
import { type Failure, type FailureClass, isBusy } from './failure.ts';

/**
 * What repeating a request does:
 * - `read`: nothing.
 * - `idempotent-write`: puts the same thing again, so a 5xx is answered by sending it again.
 * - `write`: may do it twice, or be refused because the first one worked; whoever asked must look.
 */
export type Effect = 'read' | 'idempotent-write' | 'write';

export type RetryDecision = { readonly retryIn: number } | { readonly giveUp: PortErrorKind };

interface Rule {
  readonly tries: number;
  /** Milliseconds before the second try; each further wait is twice the one before. */
  readonly first: number;
  readonly longest: number;
}

/** No chance in the waits: the budget already spreads what is sent again. */
const rules: Readonly<Record<Exclude<FailureClass, 'final'>, Rule>> = {
  throttled: { tries: 12, first: 500, longest: 15_000 },
  conflict: { tries: 12, first: 1000, longest: 15_000 },
  server: { tries: 8, first: 300, longest: 15_000 },
  lost: { tries: 6, first: 300, longest: 10_000 },
  'not-sent': { tries: 6, first: 300, longest: 5000 },
  'bad-answer': { tries: 4, first: 300, longest: 5000 },
  skew: { tries: 2, first: 100, longest: 100 },
};
/** Places come free every moment, and who waits long for one finds it taken. */
const busy: Rule = { tries: 64, first: 500, longest: 2000 };

/** Milliseconds that one call may spend on answers and waits together; queueing is not counted. */
export const longestCall = 120_000;

/** Whether to send again after the `attempt`-th failure, `spent` milliseconds into the call. */
export function decideRetry(
  failure: Failure,
  effect: Effect,
  attempt: number,
  spent: number,
): RetryDecision {
  const giveUp = kindOf(failure, effect);
  if (failure.class === 'final') return { giveUp };
  // Not even once more: the first request may have done it.
  if (giveUp === 'answer-lost' && !(failure.class === 'server' && effect === 'idempotent-write')) {
    return { giveUp };
  }
  const rule = isBusy(failure) ? busy : rules[failure.class];
  const backoff = Math.min(rule.longest, rule.first * 2 ** (attempt - 1));
  const retryIn = Math.max(backoff, failure.retryAfter ?? 0);
  if (attempt >= rule.tries || spent + retryIn > longestCall) return { giveUp };
  return { retryIn };
}

function kindOf(failure: Failure, effect: Effect): PortErrorKind {
  switch (failure.class) {
    case 'final':
    case 'skew':
      return failure.refusal ?? 'invalid';
    case 'throttled':
      return 'throttled';
    case 'conflict':
      return 'conflict';
    case 'not-sent':
      return 'unavailable';
    case 'server':
    case 'lost':
      return effect === 'read' ? 'unavailable' : 'answer-lost';
    case 'bad-answer':
      return effect === 'read' ? 'bad-answer' : 'answer-lost';
  }
}
