import type { Json, JsonObject } from './json.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly output: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'no-answer'; readonly why: string };

export interface LoggedRequest {
  readonly sequence: number;
  /** Simulated time, ISO 8601. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  readonly input: Json;
  readonly accessKeyId: string | undefined;
  readonly region: string | undefined;
  readonly outcome: Outcome;
  /** How the request broke the service model or the protocol; empty for a valid request. */
  readonly invalid: readonly string[];
  /** The bucket or a cap refused it; injected throttles do not count. */
  readonly throttled: boolean;
}

/** Every request in the order it was answered in, and what tests ask of it. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];

  add(request: Omit<LoggedRequest, 'sequence'>): void {
    this.requests.push({ sequence: this.requests.length + 1, ...request });
  }

  clear(): void {
    this.requests.length = 0;
  }

  of(operation: string): LoggedRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  counts(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { service, operation } of this.requests) {
      const name = `${service}:${operation}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  invalid(): LoggedRequest[] {
    return this.requests.filter((request) => request.invalid.length > 0);
  }

  throttles(): LoggedRequest[] {
    return this.requests.filter((request) => request.throttled);
  }

  /** Requests that ask for a change, in order. */
  writes(): LoggedRequest[] {
    return this.requests.filter(
      ({ operation }) => !/^(?:List|Describe|Get|Lookup|Validate)/.test(operation),
    );
  }
}
