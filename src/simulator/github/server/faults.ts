import type { Json } from '../json.ts';
import type { OperationId } from '../openapi/operations.ts';

export type Effect =
  | { readonly kind: 'server-error'; readonly status?: 500 | 502 | 503 | 504 }
  | {
      readonly kind: 'secondary-rate-limit';
      readonly status?: 403 | 429;
      readonly retryAfter?: number;
    }
  | { readonly kind: 'primary-rate-limit'; readonly status?: 403 | 429; readonly resetsIn?: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** No answer, ever, and nothing is done. */
  | { readonly kind: 'hang' }
  /** The connection breaks before anything was done. */
  | { readonly kind: 'reset' }
  /** It is done, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' }
  /** Something else happens on GitHub just before, or just after, this request. */
  | { readonly kind: 'meanwhile'; readonly when: 'before' | 'after'; readonly run: () => void };

export type OperationName = OperationId | 'graphql' | `graphql/${string}`;

export interface Fault {
  readonly operation: OperationName | '*';
  /** Which call from now on, counted from 1. */
  readonly nth?: number;
  readonly times?: number;
  readonly effect: Effect;
}

/** Faults wait for the call they were made for; each counts the calls since it was added. */
export class Faults {
  readonly #waiting: { fault: Fault; calls: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, calls: 0 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The effects on this call. A GraphQL request is known as `graphql` and as `graphql/<operation name>`. */
  on(...names: readonly string[]): Effect[] {
    return this.#waiting
      .filter(({ fault }) => fault.operation === '*' || names.includes(fault.operation))
      .filter((entry) => {
        entry.calls += 1;
        const { nth = 1, times = 1 } = entry.fault;
        return entry.calls >= nth && entry.calls < nth + times;
      })
      .map(({ fault }) => fault.effect);
  }
}
