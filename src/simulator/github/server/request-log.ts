import type { Json } from '../json.ts';
import type { OperationName } from './faults.ts';

export interface LoggedRequest {
  readonly operation: OperationName | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: Json | undefined;
  /** Who asked, or nothing for an anonymous request. */
  readonly login: string | undefined;
  status: number;
  /** Where the request departs from GitHub's description. */
  problems: readonly string[];
}

/** Everything that was asked of the simulator, and every answer of its own that GitHub would not give. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];
  readonly simulatorErrors: string[] = [];

  get invalid(): LoggedRequest[] {
    return this.requests.filter(({ problems }) => problems.length > 0);
  }

  get writes(): LoggedRequest[] {
    const mutates = ({ body }: LoggedRequest): boolean =>
      JSON.stringify(body ?? '').includes('mutation');
    return this.requests.filter(
      (request) => request.method !== 'GET' && (request.path !== '/graphql' || mutates(request)),
    );
  }

  count(operation: OperationName): number {
    return this.requests.filter((request) => request.operation === operation).length;
  }
}
