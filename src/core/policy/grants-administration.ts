import { type ActionList, type KnownAction, knownActions } from './actions/known-actions.ts';
import { type Clause, clausesOf } from './compare-reach.ts';
import { anyOf, expandActions, hasFlag } from './expand-actions.ts';
import { readPolicy } from './policy-document.ts';
import { isUnlimited } from './scope.ts';

export interface Administration {
  /** To follow "its inline policy": `allows iam:PutRolePolicy on every resource`. */
  readonly because: string;
  /** True where it is allowed on some resources, or under some condition only. */
  readonly limited: boolean;
}

/** Whoever may do one of these on every resource can give themselves, or anybody, everything. */
const raising = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'identitystore:CreateGroupMembership',
  'organizations:AttachPolicy',
  'organizations:DetachPolicy',
  'organizations:LeaveOrganization',
  'organizations:MoveAccount',
  'organizations:UpdatePolicy',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
  'sso-directory:AddMemberToGroup',
].map((name) => name.toLowerCase());

/**
 * Why an inline policy is administrator-level, by its content; null where it is not. What cannot be
 * understood counts as administrator-level. A Deny counts only if it always holds, everywhere.
 */
export function grantsAdministration(
  policy: string,
  list: ActionList = knownActions(),
): Administration | null {
  const document = readPolicy(policy);
  if (document === null) return { because: 'cannot be understood', limited: false };
  const { allows, denies } = clausesOf(document);
  const denied = anyOf(
    denies
      .filter(({ scopes }) => scopes.some(isUnlimited))
      .map(({ actions }) => expandActions(actions, list)),
    list,
  );
  const found = allows.flatMap((clause): Administration[] => {
    const allowed = expandActions(clause.actions, list);
    const raises = raising.flatMap((key) => {
      const action = list.byKey.get(key);
      if (action === undefined || !hasFlag(allowed, action)) return [];
      return hasFlag(denied, action) ? [] : [action];
    });
    return raises.length === 0 ? [] : [administration(clause, raises, !allowed.includes(0))];
  });
  return found.find(({ limited }) => !limited) ?? found[0] ?? null;
}

function administration(
  { statement, scopes }: Clause,
  raises: readonly KnownAction[],
  isEverything: boolean,
): Administration {
  const limited = !scopes.some(isUnlimited);
  const what = isEverything
    ? 'everything'
    : statement.actions.kind === 'except'
      ? `everything but a few actions, ${raises[0]?.name ?? ''} included,`
      : (raises[0]?.name ?? '');
  const where = limited ? 'on some resources or under a condition' : 'on every resource';
  return { because: `allows ${what} ${where}`, limited };
}
