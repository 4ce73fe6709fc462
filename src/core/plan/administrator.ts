import { patternsMeet } from '../model/patterns-meet.ts';
import type { PermissionSetContent } from '../model/permission-set.ts';
import { remembered } from '../model/remembered.ts';
import { looseStatements, type LooseStatement } from '../policy/loose-statements.ts';
import { managedPolicy } from '../policy/managed-policies.ts';
import { isWideResource } from '../policy/wide-resource.ts';

/**
 * Why a set is administrator-level, decided from its content and not from its name; null when it is
 * not. Customer managed policies are not read, so what they grant is not seen; a permissions boundary
 * and a condition may leave less than is told.
 */
export const whyAdministrator = remembered((content: PermissionSetContent): string | null => {
  for (const arn of content.managedPolicies) {
    if (managedPolicy(arn)?.administrator === true) {
      return `it holds the AWS managed policy ${arn.slice(arn.lastIndexOf('/') + 1)}`;
    }
  }
  return content.inlinePolicy === null ? null : whyInlineAdministrator(content.inlinePolicy);
});

function whyInlineAdministrator(text: string): string | null {
  const statements = looseStatements(text);
  if (statements === null) return 'its inline policy cannot be read';
  // What a Deny takes back is not weighed: it may hold for some resources, or at some times, only.
  for (const each of statements) {
    if (each.Effect !== 'Allow' || !isWide(each)) continue;
    const { Action = [], NotAction } = each;
    if (NotAction !== undefined && inMemberAccounts.some((one) => !covers(NotAction, one))) {
      return 'its inline policy allows everything but a few actions on every resource';
    }
    const action = Action.find((pattern) => raising.some((one) => covers([pattern], one)));
    if (action !== undefined) return `its inline policy allows ${action} on every resource`;
  }
  return null;
}

/** Whoever may do one of these on every resource can give themselves, or anybody, everything. */
const inMemberAccounts = [
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
  'iam:UpdateSAMLProvider',
  'organizations:AttachPolicy',
  'organizations:DeletePolicy',
  'organizations:DetachPolicy',
  'organizations:DisablePolicyType',
  'organizations:LeaveOrganization',
  'organizations:MoveAccount',
  'organizations:PutResourcePolicy',
  'organizations:RegisterDelegatedAdministrator',
  'organizations:UpdatePolicy',
];
/** AWS's own PowerUserAccess is everything but IAM and Organizations, and so has these; named, they are meant. */
const raising = [
  ...inMemberAccounts,
  'identitystore:CreateGroupMembership',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
  'sso-directory:AddMemberToGroup',
  'sts:AssumeRole',
];

function covers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => patternsMeet(pattern.toLowerCase(), action.toLowerCase()));
}

/** All roles, or all but some resources, are as good as all resources. */
function isWide({ Resource, NotResource }: LooseStatement): boolean {
  return NotResource !== undefined || (Resource ?? []).some(isWideResource);
}
