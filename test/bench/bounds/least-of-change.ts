import type { Grant } from '../fleet/make-changes.ts';
import { organizationsPage, pages, sum } from './pages.ts';
import type { Question } from './question.ts';
import { type Requests, totalOf } from './requests.ts';
import { setReads } from './set-reads.ts';

type OfChange = Extract<Question, { kind: 'touched' }>;

/**
 * What the changed rules name. A grant's set is read in full, because what was edited outside comes with
 * it. Neither a set nor an account is found by its name: sets whose name no earlier run noted are
 * described one after the other, accounts are listed.
 */
export function leastOfChange(question: OfChange): Requests {
  const { facts, change, namesKnown, writes } = question;
  const touched = [...change.coming, ...change.going];
  const sets = countOf(touched, ({ permissionSet }) => permissionSet);
  const groups = countOf(touched, ({ group }) => group);
  const groupPages = pages(facts.groups);
  return {
    'sso-admin:ListInstances': 1,
    ...setReads(sets),
    ...(!namesKnown && {
      'sso-admin:ListPermissionSets': pages(facts.permissionSets),
      'sso-admin:DescribePermissionSet': facts.permissionSets,
    }),
    ...added(holders(question), writes ? proofs(question) : {}),
    ...(groupPages < groups
      ? { 'identitystore:ListGroups': groupPages }
      : { 'identitystore:GetGroupId': groups }),
    'organizations:DescribeOrganization': 1,
    'organizations:ListAccounts': pages(facts.accounts, organizationsPage),
    ...(writes ? writeRequests(question) : people(question)),
  };
}

/**
 * Who else holds a pair that somebody leaves decides what becomes of its role, so those pairs are listed.
 * Of what comes it is enough to know that it is not there: its pair says so, or its holder's list.
 */
function holders(question: OfChange): Requests {
  const { coming, going } = question.change;
  const left = new Set(going.map(pairOf));
  const others = coming.filter((grant) => !left.has(pairOf(grant)));
  return added({ [byPair]: left.size }, thoseOf(question, others));
}

/** Whoever is in a changed group, by name: one by one, or all there are. */
function people({ facts: { membersOfGroups }, change }: OfChange): Requests {
  const groups = new Set([...change.coming, ...change.going].map(({ group }) => group));
  const lists = [...groups].map((group) => membersOfGroups.get(group) ?? []);
  const named = new Set(lists.flat()).size;
  const all = pages(new Set([...membersOfGroups.values()].flat()).size);
  return {
    'identitystore:ListGroupMemberships': sum(lists.map(({ length }) => pages(length))),
    ...(all < named ? { 'identitystore:ListUsers': all } : { 'identitystore:DescribeUser': named }),
  };
}

/** What was written is proved by reading it once more. */
function proofs(question: OfChange): Requests {
  const { coming, going } = question.change;
  return thoseOf(question, [...coming, ...going]);
}

const byPair = 'sso-admin:ListAccountAssignments';
const byHolder = 'sso-admin:ListAccountAssignmentsForPrincipal';

/** For each group its list or its pairs, whichever is fewer; groups may share a pair's request. */
function thoseOf({ facts }: OfChange, grants: readonly Grant[]): Requests {
  const ways = [...Map.groupBy(grants, (grant) => grant.group)].map(([group, some]) => ({
    some,
    listed: pages(facts.assignmentsOfGroups.get(group) ?? 0),
  }));
  const byLists = ways.filter(({ some, listed }) => listed < some.length);
  const byPairs = ways.filter((way) => !byLists.includes(way)).flatMap(({ some }) => some);
  const mixed = {
    [byPair]: countOf(byPairs, pairOf),
    [byHolder]: sum(byLists.map(({ listed }) => listed)),
  };
  const pairs = { [byPair]: countOf(grants, pairOf) };
  return totalOf(mixed) < totalOf(pairs) ? mixed : pairs;
}

/** One request an assignment; how all of a kind ended, one list can tell. */
function writeRequests({ change: { coming, going } }: OfChange): Requests {
  return {
    'sso-admin:CreateAccountAssignment': coming.length,
    'sso-admin:DeleteAccountAssignment': going.length,
    'sso-admin:ListAccountAssignmentCreationStatus': Math.min(1, coming.length),
    'sso-admin:ListAccountAssignmentDeletionStatus': Math.min(1, going.length),
  };
}

function pairOf({ permissionSet, account }: Grant): string {
  return `${permissionSet} ${account}`;
}

function countOf(grants: readonly Grant[], key: (grant: Grant) => string): number {
  return new Set(grants.map(key)).size;
}

function added(...some: readonly Requests[]): Requests {
  const names = new Set(some.flatMap((requests) => Object.keys(requests)));
  return Object.fromEntries(
    [...names].map((name) => [name, sum(some.map((requests) => requests[name] ?? 0))]),
  );
}
