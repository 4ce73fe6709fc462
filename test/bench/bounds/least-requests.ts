import type { FleetFacts } from '../fleet/make-fleet.ts';
import type { Requests } from './requests.ts';

/** What a run has to find out, or to bring about. */
export type Question = 'everything' | 'change' | 'change-and-write';

const page = 100;
const organizationsPage = 20;

/** The fewest requests that can answer it, whatever the program: what AWS's API makes necessary. */
export function leastRequests(question: Question, facts: FleetFacts): Requests {
  switch (question) {
    case 'everything':
      return everything(facts);
    case 'change':
      return change(facts);
    case 'change-and-write':
      return { ...change(facts), ...writes(facts) };
  }
}

/**
 * Every assignment, also of users and of principals that are gone, which only the pairs show; every set in
 * full and where it is out of date; every group, account and unit, and tags where a rule asks for them.
 */
function everything(facts: FleetFacts): Requests {
  const { permissionSets, accounts, groups, units, byTag } = facts;
  return {
    'sso-admin:ListInstances': 1,
    'sso-admin:ListPermissionSets': pages(permissionSets),
    'sso-admin:DescribePermissionSet': permissionSets,
    'sso-admin:ListManagedPoliciesInPermissionSet': permissionSets,
    'sso-admin:ListCustomerManagedPolicyReferencesInPermissionSet': permissionSets,
    'sso-admin:GetInlinePolicyForPermissionSet': permissionSets,
    'sso-admin:GetPermissionsBoundaryForPermissionSet': permissionSets,
    'sso-admin:ListTagsForResource': permissionSets,
    ...cheapestPairs(facts),
    'identitystore:ListGroups': pages(groups),
    'organizations:DescribeOrganization': 1,
    'organizations:ListAccounts': pages(accounts, organizationsPage),
    'organizations:ListRoots': 1,
    'organizations:ListOrganizationalUnitsForParent': 1 + units,
    ...(byTag && { 'organizations:ListTagsForResource': accounts }),
  };
}

/**
 * The shortest way to all assignments and to what is out of date. Being up to date or not is a filter of
 * both lists of pairs, so telling the two apart takes each list twice.
 */
function cheapestPairs({ accounts, permissionSets, accountsOfSets }: FleetFacts): Requests {
  const pairs = sumOf(accountsOfSets);
  const lists = sumOf(accountsOfSets.map((count) => pages(count)));
  const ways: Requests[] = [
    // Per set, then each pair.
    {
      'sso-admin:ListAccountsForProvisionedPermissionSet': lists + permissionSets,
      'sso-admin:ListAccountAssignments': pairs,
    },
    // Per account, then each pair.
    {
      'sso-admin:ListPermissionSetsProvisionedToAccount': 2 * accounts,
      'sso-admin:ListAccountAssignments': pairs,
    },
    // Each pair that could be; what is out of date still takes one list a set.
    {
      'sso-admin:ListAccountsForProvisionedPermissionSet': permissionSets,
      'sso-admin:ListAccountAssignments': accounts * permissionSets,
    },
  ];
  const [first = {}, ...others] = ways;
  const cost = (way: Requests): number => sumOf(Object.values(way));
  return others.reduce((best, way) => (cost(way) < cost(best) ? way : best), first);
}

/**
 * What the changed rules name, and who else holds the pairs that they touch: that decides whether a role
 * stays. A set is found by its name only by describing one after the other; accounts have no search either.
 */
function change(facts: FleetFacts): Requests {
  const { permissionSets, accounts, groups, change: changed } = facts;
  const groupPages = pages(groups);
  return {
    'sso-admin:ListInstances': 1,
    'sso-admin:ListPermissionSets': pages(permissionSets),
    'sso-admin:DescribePermissionSet': permissionSets,
    'sso-admin:ListAccountAssignments': changed.coming + changed.going,
    ...(groupPages < changed.groups
      ? { 'identitystore:ListGroups': groupPages }
      : { 'identitystore:GetGroupId': changed.groups }),
    'organizations:DescribeOrganization': 1,
    'organizations:ListAccounts': pages(accounts, organizationsPage),
  };
}

/** One request an assignment; how all of a kind ended, one list can tell. */
function writes({ change: changed }: FleetFacts): Requests {
  return {
    'sso-admin:CreateAccountAssignment': changed.coming,
    'sso-admin:DeleteAccountAssignment': changed.going,
    'sso-admin:ListAccountAssignmentCreationStatus': 1,
    'sso-admin:ListAccountAssignmentDeletionStatus': 1,
  };
}

function pages(rows: number, size = page): number {
  return Math.max(1, Math.ceil(rows / size));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
