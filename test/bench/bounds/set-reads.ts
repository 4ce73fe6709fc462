import type { Requests } from './requests.ts';

/** A set's content and owner have no list: six requests each. */
export function setReads(permissionSets: number): Requests {
  return {
    'sso-admin:DescribePermissionSet': permissionSets,
    'sso-admin:ListManagedPoliciesInPermissionSet': permissionSets,
    'sso-admin:ListCustomerManagedPolicyReferencesInPermissionSet': permissionSets,
    'sso-admin:GetInlinePolicyForPermissionSet': permissionSets,
    'sso-admin:GetPermissionsBoundaryForPermissionSet': permissionSets,
    'sso-admin:ListTagsForResource': permissionSets,
  };
}
