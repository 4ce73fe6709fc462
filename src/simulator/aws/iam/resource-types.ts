/** The resources that AWS's service authorization reference knows, as far as they are asked for here. */
export type ResourceType =
  | 'account'
  | 'application'
  | 'group'
  | 'identityStore'
  | 'instance'
  | 'memberships'
  | 'newPermissionSet'
  | 'organizationEntity'
  | 'permissionSet'
  | 'tagged'
  | 'trail'
  | 'user';

const ofPair = ['permissionSet', 'account', 'instance'] as const;
const ofSet = ['permissionSet', 'instance'] as const;
const ofInstance = ['instance'] as const;
const ofApplication = ['application'] as const;
const ofEntity = ['organizationEntity'] as const;

/**
 * Which resources each action needs, all of them, by the service authorization reference of
 * 2026-08-22. The permission set comes first: a refusal names the first that is not allowed.
 */
const reference: Readonly<Record<string, Readonly<Record<string, readonly ResourceType[]>>>> = {
  'sso-admin': {
    ListInstances: [],
    DescribeInstance: ofInstance,
    ListPermissionSets: ofInstance,
    CreatePermissionSet: ['newPermissionSet', 'instance'],
    DescribePermissionSet: ofSet,
    UpdatePermissionSet: ofSet,
    DeletePermissionSet: ofSet,
    ListManagedPoliciesInPermissionSet: ofSet,
    AttachManagedPolicyToPermissionSet: ofSet,
    DetachManagedPolicyFromPermissionSet: ofSet,
    ListCustomerManagedPolicyReferencesInPermissionSet: ofSet,
    AttachCustomerManagedPolicyReferenceToPermissionSet: ofSet,
    DetachCustomerManagedPolicyReferenceFromPermissionSet: ofSet,
    GetInlinePolicyForPermissionSet: ofSet,
    PutInlinePolicyToPermissionSet: ofSet,
    DeleteInlinePolicyFromPermissionSet: ofSet,
    GetPermissionsBoundaryForPermissionSet: ofSet,
    PutPermissionsBoundaryToPermissionSet: ofSet,
    DeletePermissionsBoundaryFromPermissionSet: ofSet,
    ListTagsForResource: ['tagged'],
    TagResource: ['tagged'],
    UntagResource: ['tagged'],
    // Which account it takes to provision all of them is undocumented; the wildcard is the widest.
    ProvisionPermissionSet: ofPair,
    DescribePermissionSetProvisioningStatus: ofInstance,
    ListPermissionSetProvisioningStatus: ofInstance,
    ListPermissionSetsProvisionedToAccount: ['account', 'instance'],
    ListAccountsForProvisionedPermissionSet: ofSet,
    ListAccountAssignments: ofPair,
    ListAccountAssignmentsForPrincipal: ofInstance,
    CreateAccountAssignment: ofPair,
    DeleteAccountAssignment: ofPair,
    DescribeAccountAssignmentCreationStatus: ofInstance,
    DescribeAccountAssignmentDeletionStatus: ofInstance,
    ListAccountAssignmentCreationStatus: ofInstance,
    ListAccountAssignmentDeletionStatus: ofInstance,
    DescribeInstanceAccessControlAttributeConfiguration: ofInstance,
    CreateInstanceAccessControlAttributeConfiguration: ofInstance,
    UpdateInstanceAccessControlAttributeConfiguration: ofInstance,
    DeleteInstanceAccessControlAttributeConfiguration: ofInstance,
    ListApplications: [],
    DescribeApplication: ofApplication,
    ListApplicationAssignments: ofApplication,
    ListApplicationAssignmentsForPrincipal: ofInstance,
    GetApplicationAssignmentConfiguration: ofApplication,
    CreateApplicationAssignment: ofApplication,
    DeleteApplicationAssignment: ofApplication,
  },
  identitystore: {
    ListGroups: ['group', 'identityStore'],
    DescribeGroup: ['group', 'identityStore'],
    GetGroupId: ['group', 'identityStore'],
    ListUsers: ['user', 'identityStore'],
    DescribeUser: ['user', 'identityStore'],
    GetUserId: ['user', 'identityStore'],
    ListGroupMemberships: ['group', 'memberships', 'identityStore'],
    ListGroupMembershipsForMember: ['user', 'memberships', 'identityStore'],
  },
  organizations: {
    DescribeAccount: ofEntity,
    ListParents: ofEntity,
    ListOrganizationalUnitsForParent: ofEntity,
    ListAccountsForParent: ofEntity,
    DescribeOrganizationalUnit: ofEntity,
    ListTagsForResource: ofEntity,
  },
  cloudtrail: { GetTrailStatus: ['trail'] },
};

/** None means that a statement must say `*`. */
export function resourceTypesOf(service: string, operation: string): readonly ResourceType[] {
  return reference[service]?.[operation] ?? [];
}

/** For tests that hold the table to the operations that are served. */
export function isInReference(service: string, operation: string): boolean {
  return reference[service]?.[operation] !== undefined;
}
