import { AwsError } from './aws-error.ts';
import { parsePolicyDocument } from './iam/policy-document.ts';
import type { PolicyDocument } from './iam/policy-document.ts';

/** Who the holder of an access key is. Every other key is an administrator of the organization. */
export interface CallerSettings {
  /** The account the role is in, by name or id; the management account if omitted. */
  readonly account?: string;
  readonly role?: string;
  readonly session?: string;
  /** Actions the role is allowed, with `*` and `?`: `sso:List*`. All if omitted. */
  readonly allow?: readonly string[];
  /** Actions taken away again. */
  readonly deny?: readonly string[];
  /** The role's identity-based policies, as IAM holds them; `allow` and `deny` then say nothing. */
  readonly policies?: readonly object[];
}

export interface Caller {
  readonly accessKeyId: string;
  readonly accountId: string;
  readonly arn: string;
  readonly kind: 'management' | 'delegate' | 'member';
  readonly policies: readonly PolicyDocument[];
}

export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

/** What the SigV4 header says of its sender. Signatures themselves are not verified. */
export function parseCredential(authorization: string | undefined): Credential {
  if (authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request,/;
  const found = scope.exec(authorization);
  const [, accessKeyId, region, signingName] = found ?? [];
  if (accessKeyId === undefined || region === undefined || signingName === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header requires a credential scope of the form AccessKey/date/region/service/aws4_request.',
    );
  }
  return { accessKeyId, region, signingName };
}

export interface CallerPlace {
  readonly partition: string;
  readonly managementAccountId: string;
  readonly delegateAccountId: string | undefined;
  accountId(nameOrId: string): string;
}

export function resolveCaller(
  accessKeyId: string,
  settings: CallerSettings,
  place: CallerPlace,
): Caller {
  const accountId =
    settings.account === undefined ? place.managementAccountId : place.accountId(settings.account);
  const role = settings.role ?? 'Administrator';
  const session = settings.session ?? 'session';
  return {
    accessKeyId,
    accountId,
    arn: `arn:${place.partition}:sts::${accountId}:assumed-role/${role}/${session}`,
    kind:
      accountId === place.managementAccountId
        ? 'management'
        : accountId === place.delegateAccountId
          ? 'delegate'
          : 'member',
    policies: policiesOf(settings),
  };
}

function policiesOf({ policies, allow = ['*'], deny = [] }: CallerSettings): PolicyDocument[] {
  if (policies !== undefined) return policies.map(parsePolicyDocument);
  const Resource = ['*'];
  const Statement = [
    { Effect: 'Allow' as const, Action: [...allow], Resource },
    { Effect: 'Deny' as const, Action: [...deny], Resource },
  ];
  return [{ Version: '2012-10-17', Statement }];
}

/** In the words of IAM. */
export function notAuthorized(
  caller: Caller,
  action: string,
  resource: string,
  kind: 'explicit-deny' | 'implicit-deny' = 'implicit-deny',
): AwsError {
  const why =
    kind === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}
