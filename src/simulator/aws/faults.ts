import type { ServiceName } from './models/served-operations.ts';
import type { Fields } from './fields.ts';
import type { Json } from './json.ts';
import { canonicalJson } from './json.ts';

/** What goes wrong with a request that a fault applies to. */
export type FaultEffect =
  | { readonly kind: 'throttle'; readonly message?: string }
  | { readonly kind: 'internal-error' }
  | { readonly kind: 'conflict'; readonly message?: string }
  | { readonly kind: 'access-denied' }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly status?: number;
    }
  /** The connection breaks before the request is looked at. */
  | { readonly kind: 'connection-reset' }
  /** No answer, ever, or after a while (simulated time). The request is not looked at. */
  | { readonly kind: 'hang'; readonly forMs?: number }
  /** Done as asked, but the answer is late. */
  | { readonly kind: 'slow'; readonly byMs: number }
  /** Done as asked, but the answer's body is cut off. */
  | { readonly kind: 'malformed-body' }
  /** Done as asked, but the connection breaks (or a 500 comes) instead of the answer. */
  | { readonly kind: 'answer-lost'; readonly as?: 'connection-reset' | 'internal-error' }
  /** Accepted, and the asynchronous request then fails. */
  | { readonly kind: 'async-failed'; readonly reason: string }
  /** Accepted, and the asynchronous request stays in progress for ever. */
  | { readonly kind: 'async-stuck' };

export interface Fault {
  readonly service?: ServiceName;
  readonly operation: string;
  /** Only requests whose input has these members with these values count. */
  readonly input?: Readonly<Record<string, Json>>;
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
  next(service: ServiceName, operation: string, input: Fields): FaultEffect | undefined {
    let effect: FaultEffect | undefined;
    for (const scheduled of this.#scheduled) {
      if (!matches(scheduled.fault, service, operation, input)) continue;
      scheduled.seen += 1;
      if (effect === undefined && due(scheduled.fault.calls, scheduled.seen)) {
        effect = scheduled.fault.effect;
      }
    }
    return effect;
  }
}

function matches(fault: Fault, service: ServiceName, operation: string, input: Fields): boolean {
  if (fault.operation !== operation && fault.operation !== '*') return false;
  if (fault.service !== undefined && fault.service !== service) return false;
  return Object.entries(fault.input ?? {}).every(
    ([name, value]) => canonicalJson(input.values[name] ?? null) === canonicalJson(value),
  );
}

function due(calls: Fault['calls'], nth: number): boolean {
  if (calls === undefined) return true;
  if ('every' in calls) return nth % calls.every === 0;
  if ('from' in calls) return nth >= calls.from && nth <= (calls.to ?? Infinity);
  return typeof calls.nth === 'number' ? nth === calls.nth : calls.nth.includes(nth);
}
