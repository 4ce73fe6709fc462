import type { Json } from '../aws/json.ts';
import { matchesPath } from './faults.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'no-answer'; readonly why: string };

export interface LoggedRequest {
  readonly sequence: number;
  /** Simulated time, ISO 8601. */
  readonly at: string;
  readonly server: 'graph' | 'token';
  readonly method: string;
  /** Below the version, or below the tenant; without the query. */
  readonly path: string;
  /** The path with its parameters' names: `/groups/{id}/members`. */
  readonly route: string;
  readonly query: string;
  readonly body: Json;
  /** The app that asked, by its name in the seed. */
  readonly client: string | undefined;
  readonly roles: readonly string[];
  readonly outcome: Outcome;
  /** How the request broke a documented rule; empty for one that did not. */
  readonly invalid: readonly string[];
  /** A limit refused it; injected throttles do not count. */
  readonly throttled: boolean;
  /** Whether it came inside a batch. */
  readonly batched: boolean;
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

  /** By method and path, with stars as in faults. */
  of(method: string, path: string): LoggedRequest[] {
    return this.requests.filter((one) => one.method === method && matchesPath(path, one.path));
  }

  counts(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { method, route } of this.requests) {
      counts.set(`${method} ${route}`, (counts.get(`${method} ${route}`) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  invalid(): LoggedRequest[] {
    return this.requests.filter((request) => request.invalid.length > 0);
  }

  throttles(): LoggedRequest[] {
    return this.requests.filter((request) => request.throttled);
  }

  /** Requests to Graph that ask for a change, in order. */
  writes(): LoggedRequest[] {
    return this.requests.filter(
      ({ server, method, path }) => server === 'graph' && method !== 'GET' && path !== '/$batch',
    );
  }
}
