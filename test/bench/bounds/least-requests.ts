import type { FleetFacts } from '../fleet/make-fleet.ts';
import { leastOfChange } from './least-of-change.ts';
import { organizationsPage, pages, sum } from './pages.ts';
import type { Question } from './question.ts';
import { type Requests, totalOf } from './requests.ts';
import { setReads } from './set-reads.ts';

/** The fewest requests that can answer it, whatever the program: what AWS's API makes necessary. */
export function leastRequests(question: Question): Requests {
  const { facts } = question;
  switch (question.kind) {
    case 'complete':
      return { ...besideAssignments(facts), ...cheapest(completeWays(facts)) };
    case 'by-group':
      // Nobody has to leave out what costs nothing to see.
      return {
        ...besideAssignments(facts),
        ...cheapest([...completeWays(facts), byGroups(facts)]),
      };
    case 'touched':
      return leastOfChange(question);
  }
}

/** Every set in full; every group and account, units as far as a rule names one, and tags where one asks for them. */
function besideAssignments(facts: FleetFacts): Requests {
  const { permissionSets, accounts, groups, unitsOnTheWay, byTag } = facts;
  return {
    'sso-admin:ListInstances': 1,
    'sso-admin:ListPermissionSets': pages(permissionSets),
    ...setReads(permissionSets),
    'identitystore:ListGroups': pages(groups),
    'organizations:DescribeOrganization': 1,
    'organizations:ListAccounts': pages(accounts, organizationsPage),
    'organizations:ListRoots': 1,
    'organizations:ListOrganizationalUnitsForParent': sum(
      unitsOnTheWay.map((count) => pages(count, organizationsPage)),
    ),
    ...(byTag && { 'organizations:ListTagsForResource': accounts }),
  };
}

/**
 * The ways to all assignments, also of users and of principals that are gone, and to what is out of date.
 * Being up to date or not is a filter of both lists of pairs, so telling the two apart takes each list twice.
 */
function completeWays(facts: FleetFacts): Requests[] {
  const { accounts, permissionSets } = facts;
  const pairs = sum(facts.accountsOfSets);
  return [
    // Per set, then each pair.
    { ...pairLists(facts), 'sso-admin:ListAccountAssignments': pairs },
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
}

/** Each group's list; the fleets have no pair that no group explains, or each would take one more. */
function byGroups(facts: FleetFacts): Requests {
  const { groups, assignmentsOfGroups } = facts;
  const without = groups - assignmentsOfGroups.size;
  return {
    ...pairLists(facts),
    'sso-admin:ListAccountAssignmentsForPrincipal':
      without + sum([...assignmentsOfGroups.values()].map((count) => pages(count))),
  };
}

function pairLists({ permissionSets, accountsOfSets }: FleetFacts): Requests {
  const lists = sum(accountsOfSets.map((count) => pages(count)));
  return { 'sso-admin:ListAccountsForProvisionedPermissionSet': lists + permissionSets };
}

function cheapest([first = {}, ...others]: readonly Requests[]): Requests {
  return others.reduce((best, way) => (totalOf(way) < totalOf(best) ? way : best), first);
}
