/** What goes wrong with a request that a fault applies to. */
export type FaultEffect =
  /** Refused with 429; `retryAfter` is in seconds, null sends none. */
  | { readonly kind: 'throttle'; readonly retryAfter?: number | null }
  /** Refused without being looked at. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
    }
  /** The connection breaks before the request is looked at. */
  | { readonly kind: 'connection-reset' }
  /** No answer, ever, or after a while (simulated time). The request is not looked at. */
  | { readonly kind: 'hang'; readonly forMs?: number }
  /** Done as asked, but the answer is late. */
  | { readonly kind: 'slow'; readonly byMs: number }
  /** Done as asked, but the answer's body is cut off. */
  | { readonly kind: 'malformed-body' }
  /** Done as asked, but the connection breaks (or an error comes) instead of the answer. */
  | { readonly kind: 'answer-lost'; readonly as?: 'connection-reset' | 500 | 504 };

export interface Fault {
  /** Any if left out. */
  readonly method?: string;
  /**
   * Below the version for Graph, below the tenant for tokens: `/groups/*`, `/oauth2/v2.0/token`.
   * A star stands for one segment, two for all that follow. What is in a batch counts, too.
   */
  readonly path: string;
  /** Which of them, counted from 1; every one if left out. */
  readonly calls?:
    | { readonly nth: number | readonly number[] }
    | { readonly from: number; readonly to?: number }
    | { readonly every: number };
  readonly effect: FaultEffect;
}

/** Faults by schedule, never by chance. */
export class Faults {
  readonly #scheduled: { fault: Fault; seen: number }[] = [];

  add(fault: Fault): void {
    this.#scheduled.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#scheduled.length = 0;
  }

  /** The effect for this request, if any. Every fault that matches counts it. */
  next(method: string, path: string): FaultEffect | undefined {
    let effect: FaultEffect | undefined;
    for (const scheduled of this.#scheduled) {
      const { fault } = scheduled;
      if (fault.method !== undefined && fault.method !== method) continue;
      if (!matchesPath(fault.path, path)) continue;
      scheduled.seen += 1;
      if (effect === undefined && due(fault.calls, scheduled.seen)) effect = fault.effect;
    }
    return effect;
  }
}

/** `*` is one segment, `**` the rest. */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const open = wanted.at(-1) === '**';
  if (open) wanted.pop();
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every(
    (part, index) => part === '*' || part.toLowerCase() === given[index]?.toLowerCase(),
  );
}

function due(calls: Fault['calls'], nth: number): boolean {
  if (calls === undefined) return true;
  if ('every' in calls) return nth % calls.every === 0;
  if ('from' in calls) return nth >= calls.from && nth <= (calls.to ?? Infinity);
  return typeof calls.nth === 'number' ? nth === calls.nth : calls.nth.includes(nth);
}
