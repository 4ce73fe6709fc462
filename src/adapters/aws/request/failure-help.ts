import type { PortErrorKind } from '../../../ports/port-error.ts';
import { deniedCaller } from './denied-caller.ts';
import type { Failure } from './failure.ts';

export interface FailureScene {
  /** `sso:CreateAccountAssignment` */
  readonly action: string;
  readonly region: string;
  readonly profile: string | null;
}

/** What a person can do about a call that failed for good; null where AWS's own text says all. */
export function failureHelp(
  kind: PortErrorKind,
  { action, region, profile }: FailureScene,
  failure: Failure,
): string | null {
  switch (kind) {
    case 'access-denied':
      return deniedHelp(action, failure);
    case 'credentials':
      return credentialsHelp(failure, profile);
    case 'throttled':
      return 'other tools share this limit with this run; run it again later, or lower settings.identityCenter.requestsPerSecond';
    case 'unavailable':
      return failure.class === 'not-sent'
        ? `check that ${region} is Identity Center's home Region, and that this machine reaches ${failure.host ?? 'AWS'} (HTTPS_PROXY, NO_PROXY, AWS_ENDPOINT_URL)`
        : 'run it again; if it lasts, look at the AWS Health Dashboard for this Region';
    case 'answer-lost':
      return 'run it again: it reads what is live first, and does only what is missing';
    case 'bad-answer':
      return 'check that nothing between this machine and AWS (a proxy, an AWS_ENDPOINT_URL override) changes answers; if not, report it';
    case 'quota':
      return 'delete what is unused, or ask AWS to raise the quota (Service Quotas, IAM Identity Center)';
    case 'not-found':
    case 'conflict':
    case 'invalid':
    case 'cancelled':
      return keyFault(failure) ? keyHelp : null;
  }
}

const keyHelp =
  "the instance is encrypted with a customer managed KMS key: allow kms:Decrypt on it in the key's policy and to this role";

function keyFault(failure: Failure): boolean {
  return failure.reason?.startsWith('KMS') === true || /\bkms:/i.test(failure.text);
}

function deniedHelp(action: string, failure: Failure): string {
  if (keyFault(failure)) return keyHelp;
  const caller = deniedCaller(failure.text);
  const who = caller === null ? 'the role of this run' : `${caller.kind} ${caller.name}`;
  if (/service control policy/i.test(failure.text)) {
    return `a service control policy of the organization denies it: let it allow ${action} for ${who}`;
  }
  if (/explicit deny/i.test(failure.text)) {
    return `a policy denies ${action} to ${who} explicitly: take that statement away`;
  }
  const attach = `attach a policy that allows ${action} to ${who}`;
  return caller === null
    ? `${attach}; a delegated administrator can never touch the management account or a permission set provisioned there`
    : attach;
}

/** How the SDK and the access portal word a session of `aws sso login` that is over, or never was. */
const ssoSession = /aws sso login|SSO (?:session|token)|UnauthorizedException: Session/i;

function credentialsHelp(failure: Failure, profile: string | null): string {
  if (ssoSession.test(failure.text)) return `sign in again: ${signInCommand(profile)}`;
  if (profile !== null)
    return `look for the profile ${JSON.stringify(profile)} in ~/.aws/config and ~/.aws/credentials; if it signs in by IAM Identity Center: ${signInCommand(profile)}`;
  const step =
    'aws-actions/configure-aws-credentials before this step (its job needs permissions: id-token: write)';
  if (/expired/i.test(`${failure.name} ${failure.text}`)) {
    return `the credentials ran out: run ${step}, with a longer role-duration-seconds for long applies`;
  }
  return `run ${step}; on your own machine, sign in with the AWS CLI or set AWS_PROFILE`;
}

function signInCommand(profile: string | null): string {
  if (profile === null) return 'aws sso login';
  return `aws sso login --profile ${/^[\w.@-]+$/.test(profile) ? profile : JSON.stringify(profile)}`;
}
