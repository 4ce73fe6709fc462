import { isReading } from './iam-action-of.ts';

/** What a statement says of one of its members. */
type Texts = string | readonly string[];

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Modes with a list of their own: import and report ask for what plans and the doctor do. */
export type AskingMode = 'apply' | 'doctor' | 'drift' | 'explain' | 'plan';

const instance = 'arn:${partition}:sso:::instance/${instance_id}';
const sets = 'arn:${partition}:sso:::permissionSet/${instance_id}/*';
const accounts = 'arn:${partition}:sso:::account/*';
const reservedRoles = 'arn:${partition}:iam::${account_id}:role/aws-reserved/sso.amazonaws.com/*';
const tag = 'identity-center-reconciler';
const isOwned = { StringEquals: { [`aws:ResourceTag/${tag}`]: '${owner}' } };
const onPairs = [
  'CreateAccountAssignment',
  'DeleteAccountAssignment',
  'ProvisionPermissionSet',
].map((name) => `sso:${name}`);
const tagging = ['sso:TagResource', 'sso:UntagResource'];
const creating = 'sso:CreatePermissionSet';

const ofAttributes = /AccessControlAttributeConfiguration$/;
const ofApplications = /ApplicationAssignment$/;
const readers: readonly (readonly [prefix: string, sid: string])[] = [
  ['sso', 'ReadIdentityCenter'],
  ['identitystore', 'ReadIdentityStore'],
  ['organizations', 'ReadOrganization'],
  ['access-analyzer', 'CheckPolicies'],
  ['cloudtrail', 'ReadTrails'],
];

/**
 * The policies that let a mode do what it was seen to do (IAM actions), by file name. `${…}` is filled in
 * where they are used.
 */
export function makePolicies(
  mode: AskingMode,
  asked: ReadonlySet<string>,
): Readonly<Record<string, Policy>> {
  if (mode !== 'apply') return { [mode]: policy(...reading(asked)) };
  return {
    apply: policy(...reading(asked), ...writing(asked)),
    'access-control-attributes': policy(...attributes(asked)),
    applications: applications(asked),
    adoption: adoption(),
    'outside-the-management-account': outsideTheManagementAccount(),
    'management-account': managementAccount(),
  };
}

function policy(...Statement: readonly Statement[]): Policy {
  return { Version: '2012-10-17', Statement };
}

function reading(asked: ReadonlySet<string>): Statement[] {
  const all = [...asked].filter(isReading).toSorted();
  const unknown = all.filter(
    (action) => !readers.some(([prefix]) => action.startsWith(`${prefix}:`)),
  );
  if (unknown.length > 0) throw new Error(`which statement allows ${unknown.join()}?`);
  return readers.flatMap(([prefix, Sid]) => {
    const Action = all.filter((action) => action.startsWith(`${prefix}:`));
    return Action.length === 0 ? [] : [{ Sid, Effect: 'Allow', Action, Resource: '*' }];
  });
}

function writing(asked: ReadonlySet<string>): Statement[] {
  const writes = changing(asked).filter(
    (action) => !ofAttributes.test(action) && !ofApplications.test(action),
  );
  return [
    // A write needs each of its resources allowed: the instance, the account if any, and the set.
    {
      Sid: 'WriteInThisInstance',
      Effect: 'Allow',
      Action: writes.filter((action) => !tagging.includes(action)),
      Resource: instance,
    },
    { Sid: 'WriteInAccounts', Effect: 'Allow', Action: onPairs, Resource: accounts },
    {
      Sid: 'WriteOwnSets',
      Effect: 'Allow',
      Action: writes.filter((action) => action !== creating),
      Resource: sets,
      Condition: isOwned,
    },
    {
      Sid: 'MakeOwnSets',
      Effect: 'Allow',
      Action: [creating],
      Resource: sets,
      Condition: { StringEquals: { [`aws:RequestTag/${tag}`]: '${owner}' } },
    },
    {
      Sid: 'LeaveOtherOwnersAlone',
      Effect: 'Deny',
      NotAction: ['sso:Describe*', 'sso:Get*', 'sso:List*'],
      Resource: sets,
      Condition: {
        Null: { [`aws:ResourceTag/${tag}`]: 'false' },
        StringNotEquals: { [`aws:ResourceTag/${tag}`]: '${owner}' },
      },
    },
    {
      Sid: 'KeepTheOwnershipTag',
      Effect: 'Deny',
      Action: [creating, 'sso:TagResource'],
      Resource: '*',
      Condition: {
        Null: { [`aws:RequestTag/${tag}`]: 'false' },
        StringNotEquals: { [`aws:RequestTag/${tag}`]: '${owner}' },
      },
    },
  ];
}

function attributes(asked: ReadonlySet<string>): Statement[] {
  return [
    {
      Sid: 'WriteAccessControlAttributes',
      Effect: 'Allow',
      Action: changing(asked).filter((action) => ofAttributes.test(action)),
      Resource: instance,
    },
    {
      Sid: 'TrustSessionTags',
      Effect: 'Allow',
      Action: ['iam:UpdateAssumeRolePolicy'],
      Resource: reservedRoles,
    },
  ];
}

/** Of whatever account an application was made from; its ARN says which instance it is of. */
function applications(asked: ReadonlySet<string>): Policy {
  return policy({
    Sid: 'AssignApplications',
    Effect: 'Allow',
    Action: changing(asked).filter((action) => ofApplications.test(action)),
    Resource: 'arn:${partition}:sso::*:application/${instance_id}/*',
  });
}

function changing(asked: ReadonlySet<string>): string[] {
  return [...asked].filter((action) => !isReading(action)).toSorted();
}

function adoption(): Policy {
  const hasNoOwner = { Null: { [`aws:ResourceTag/${tag}`]: 'true' } };
  return policy(
    {
      Sid: 'AdoptSetsWithoutOwner',
      Effect: 'Allow',
      Action: ['sso:TagResource'],
      Resource: sets,
      Condition: {
        ...hasNoOwner,
        StringEquals: { [`aws:RequestTag/${tag}`]: '${owner}' },
      },
    },
    // Who loses a set by its adoption loses it before its content changes, and before it has the tag.
    {
      Sid: 'RevokeWhatAdoptionEnds',
      Effect: 'Allow',
      Action: ['sso:DeleteAccountAssignment'],
      Resource: sets,
      Condition: hasNoOwner,
    },
  );
}

function outsideTheManagementAccount(): Policy {
  return policy({
    Sid: 'KeepOutOfTheManagementAccount',
    Effect: 'Deny',
    Action: onPairs,
    Resource: 'arn:${partition}:sso:::account/${management_account_id}',
  });
}

// In every other account Identity Center writes its roles by itself.
function managementAccount(): Policy {
  const iam = (names: readonly string[]): string[] => names.map((name) => `iam:${name}`);
  return policy(
    {
      Sid: 'WriteReservedRoles',
      Effect: 'Allow',
      Action: iam([
        'AttachRolePolicy',
        'CreateRole',
        'DeleteRole',
        'DeleteRolePermissionsBoundary',
        'DeleteRolePolicy',
        'DetachRolePolicy',
        'GetRole',
        'ListAttachedRolePolicies',
        'ListRolePolicies',
        'PutRolePermissionsBoundary',
        'PutRolePolicy',
        'UpdateRole',
        'UpdateRoleDescription',
      ]),
      Resource: reservedRoles,
    },
    {
      Sid: 'SeeReservedIdentityProvider',
      Effect: 'Allow',
      Action: ['iam:GetSAMLProvider'],
      Resource: 'arn:${partition}:iam::${account_id}:saml-provider/AWSSSO_*_DO_NOT_DELETE',
    },
    {
      Sid: 'ListRolesAndPolicies',
      Effect: 'Allow',
      Action: iam(['ListPolicies', 'ListRoles']),
      Resource: '*',
    },
  );
}
