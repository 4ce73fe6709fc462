import { PortError, type PortErrorKind } from '../../../ports/port-error.ts';
import { deniedCaller } from './denied-caller.ts';
import type { Failure } from './failure.ts';
import { failureHelp } from './failure-help.ts';

export interface FailedCall {
  /** `sso:CreateAccountAssignment` */
  readonly action: string;
  readonly region: string;
  /** The AWS profile that was used; null where none is named. */
  readonly profile: string | null;
  readonly attempts: number;
}

/** The error that leaves this adapter, naming action, role and Region. */
export function toPortError(kind: PortErrorKind, failure: Failure, call: FailedCall): PortError {
  const help = failureHelp(kind, call, failure);
  const message = `${call.action} in ${call.region}: ${sentence(kind, failure, call.attempts)}`;
  return new AwsPortError(kind, call.action, message, failure, help);
}

/** A PortError that keeps what AWS said for the code of this adapter. */
export class AwsPortError extends PortError {
  readonly failure: Failure;

  constructor(
    kind: PortErrorKind,
    action: string,
    message: string,
    failure: Failure,
    help: string | null,
  ) {
    super(kind, action, message, { cause: failure.cause, ...(help === null ? {} : { help }) });
    this.failure = failure;
  }
}

function sentence(kind: PortErrorKind, failure: Failure, attempts: number): string {
  const said = `${failure.name}: ${failure.text}`;
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  switch (kind) {
    case 'access-denied': {
      const caller = deniedCaller(failure.text);
      const who = caller === null ? '' : ` to ${caller.kind} ${caller.name} of ${caller.accountId}`;
      return `denied${who} (${said})`;
    }
    case 'credentials':
      return `AWS credentials are missing, expired or not accepted (${said})`;
    case 'throttled':
      return `throttled through ${tries} (${said})`;
    case 'unavailable':
      return failure.class === 'not-sent'
        ? `${failure.host ?? 'AWS'} cannot be reached, after ${tries} (${said})`
        : `no good answer after ${tries} (${said})`;
    case 'answer-lost':
      return `it was sent and its answer was lost, so it may or may not have happened (${said})`;
    case 'bad-answer':
      return `the answer cannot be read (${said})`;
    case 'conflict':
      return failure.class === 'conflict' ? `still conflicting after ${tries} (${said})` : said;
    case 'not-found':
    case 'invalid':
    case 'quota':
    case 'cancelled':
      return said;
  }
}
