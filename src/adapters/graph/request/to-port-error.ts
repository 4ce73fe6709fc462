import { PortError, type PortErrorKind } from '../../../ports/port-error.ts';
import type { AccessToken } from './access-tokens.ts';
import type { Failure } from './failure.ts';
import { failureHelp, missingPermission } from './failure-help.ts';
import type { GraphPermission } from './graph-permissions.ts';

export interface FailedCall {
  /** `Graph GET /groups` */
  readonly action: string;
  readonly permission: GraphPermission;
  readonly attempts: number;
  /** Null where there was none yet. */
  readonly token: AccessToken | null;
}

/** The error that leaves this adapter, naming the call and the permission. */
export function toPortError(kind: PortErrorKind, failure: Failure, call: FailedCall): PortError {
  const help = failureHelp(kind, failure, call.permission, call.token);
  const message = `${call.action}: ${sentence(kind, failure, call)}`;
  return new PortError(kind, call.action, message, {
    cause: failure.cause,
    ...(help === null ? {} : { help }),
  });
}

function sentence(kind: PortErrorKind, failure: Failure, call: FailedCall): string {
  const request = failure.requestId === null ? '' : `; request ${failure.requestId}`;
  const said = `${failure.name}: ${failure.text.replace(/\.$/, '')}${request}`;
  const tries = call.attempts === 1 ? '1 try' : `${call.attempts} tries`;
  switch (kind) {
    case 'access-denied':
      return `denied; ${missingPermission(call.permission, call.token)} (${said})`;
    case 'credentials':
      return `the access token is not accepted, and neither was a new one (${said})`;
    case 'throttled':
      return `throttled through ${tries} (${said})`;
    case 'unavailable':
      return failure.status === null
        ? `it cannot be reached, after ${tries} (${said})`
        : `no good answer after ${tries} (${said})`;
    case 'answer-lost':
      return `it was sent and its answer was lost, so it may or may not have happened (${said})`;
    case 'bad-answer':
      return `the answer cannot be read (${said})`;
    case 'not-found':
    case 'conflict':
    case 'invalid':
    case 'quota':
    case 'cancelled':
      return said;
  }
}
