import type { ActualPermissionSet, LeftAloneAssignment } from '../actual/actual-state.ts';
import { buildActual } from '../actual/build-actual.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { isControlTowerGroup, isControlTowerPermissionSet } from '../model/control-tower.ts';
import { sortedBy } from '../model/order.ts';
import type { LivePermissionSet } from '../model/permission-set.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ManagedByTerraform } from './from-terraform.ts';
import { gatherApplications, type LiveApplicationAssignment } from './gather-applications.ts';
import type { DeadHolding, LiveGrant } from './live-holding.ts';
import type { Notes } from './note.ts';

export interface Gathered {
  /** Sorted by name. */
  readonly permissionSets: readonly LivePermissionSet[];
  /** Names of sets that carry this owner's tag already and cannot be declared: a plan would delete them. */
  readonly undeclarable: readonly string[];
  readonly grants: readonly LiveGrant[];
  readonly applications: readonly LiveApplicationAssignment[];
  /** Declaring a set or an application would revoke these. */
  readonly dead: readonly DeadHolding[];
  /** Of the permission sets that are declared: what no rule says. */
  readonly leftAlone: readonly LeftAloneAssignment[];
}

export interface GatherOptions {
  /** Settings that decide what is in scope, without a rule or set. */
  readonly scope: Mapping;
  /** What alone is imported; null for everything. Sets that this owner has already come with it. */
  readonly only: Pick<ManagedByTerraform, 'takesSet' | 'hasParts' | 'takesApplication'> | null;
  /** Why a set cannot be written as it is; null where it can. */
  readonly problemOf: (set: LivePermissionSet) => string | null;
}

/** What an owner would take over, with scope settled as every plan settles it, and notes of the rest. */
export function gatherLive(snapshot: Snapshot, options: GatherOptions, notes: Notes): Gathered {
  const { scope } = options;
  const actual = buildActual(snapshot, scope, createIgnoreFilter(scope, snapshot));
  const nameless = actual.namelessPermissionSets;
  if (nameless !== null) notes.add('unread-set', 'a set without a readable name', 0, nameless);
  for (const part of snapshot.unread) {
    if (part.part !== 'permission-set' || part.name === null) continue;
    notes.add('unread-set', part.name, 0, part.why);
  }
  const wanted = [...actual.permissionSets.values()].filter((set) => {
    const { live, ownership, grants, leftAlone: rest } = set;
    if (ownership === 'ours' || (options.only?.takesSet(live.arn) ?? true)) return true;
    if (options.only?.hasParts(live.arn) === true)
      notes.add('partial-set', live.name, grants.size + rest.length);
    return false;
  });
  const ours = wanted.filter((set) => isDeclarable(set, snapshot, options, notes));
  const undeclarable = wanted.filter((set) => set.ownership === 'ours' && !ours.includes(set));
  const known = new Set([...snapshot.groups, ...snapshot.users].map(({ id }) => id));
  const all = ours.flatMap((set) => {
    noteLeftAlone(set, snapshot, notes);
    return [...set.grants.values()];
  });
  const isDead = ({ principal, gone }: (typeof all)[number]): boolean =>
    gone || !known.has(principal.id);
  for (const { principal } of all.filter(isDead)) notes.add('dead-principal', principal.id, 1);
  const onApplications = gatherApplications(actual, snapshot, options.only, notes);
  return {
    permissionSets: sortedBy(
      ours.map(({ live }) => live),
      ({ name }) => name,
    ),
    undeclarable: undeclarable.map(({ live }) => live.name).toSorted(),
    grants: all.filter((grant) => !isDead(grant)),
    applications: onApplications.assignments,
    leftAlone: ours.flatMap((set) => set.leftAlone),
    dead: [
      ...all.filter(isDead).map(({ principal, permissionSet: what, account }) => ({
        principal,
        what,
        where: account.name,
      })),
      ...onApplications.dead,
    ],
  };
}

function isDeclarable(
  set: ActualPermissionSet,
  snapshot: Snapshot,
  { problemOf }: GatherOptions,
  notes: Notes,
): boolean {
  const { live, ownership, ignored, unread, unreadAccounts, provisionedAccountIds } = set;
  const { name } = live;
  const held = set.grants.size + set.leftAlone.length;
  if (ignored) {
    notes.add(isControlTowerPermissionSet(name) ? 'control-tower-set' : 'ignored-set', name, held);
    return false;
  }
  if (typeof ownership === 'object') {
    notes.add('foreign-set', name, held, `of owner ${ownership.other}`);
    return false;
  }
  const missed = unread ?? [...unreadAccounts.values()][0] ?? whoseIsUnread(set, notes);
  if (missed !== null) {
    notes.add('unread-set', name, held, missed);
    return false;
  }
  if (snapshot.delegated && provisionedAccountIds.includes(snapshot.managementAccountId)) {
    notes.add('out-of-reach-set', name, held);
    return false;
  }
  const problem = problemOf(live);
  if (problem !== null) notes.add('inexpressible-set', name, held, problem);
  return problem === null;
}

/** Owning the set would revoke from them, once they can be read, what no rule was written for. */
function whoseIsUnread({ leftAlone }: ActualPermissionSet, notes: Notes): string | null {
  const held = leftAlone.filter(({ why }) => why === 'unreadable-principal');
  for (const { assignment } of held) notes.add('unreadable-principal', assignment.principalId, 1);
  return held.length === 0 ? null : 'somebody who holds it could not be read';
}

function noteLeftAlone(set: ActualPermissionSet, snapshot: Snapshot, notes: Notes): void {
  const accounts = new Map<string, string>(snapshot.accounts.map(({ id, name }) => [id, name]));
  const groups = new Map(snapshot.groups.map(({ id, displayName }) => [id, displayName]));
  const users = new Map(snapshot.users.map(({ id, userName }) => [id, userName]));
  for (const { why, assignment } of set.leftAlone) {
    const { accountId, principalId } = assignment;
    const group = groups.get(principalId);
    switch (why) {
      case 'ignored':
        if (group !== undefined && isControlTowerGroup(group)) {
          notes.add('control-tower-group', group, 1);
        } else {
          notes.add('ignored', group ?? users.get(principalId) ?? principalId, 1);
        }
        break;
      case 'user':
        notes.add('user', users.get(principalId) ?? principalId, 1);
        break;
      case 'out-of-scope-account':
        notes.add('out-of-scope-account', nameOf(accountId, accounts.get(accountId)), 1);
        break;
      case 'unreadable-principal':
        // Told where the set was refused for it.
        break;
    }
  }
  const stale = set.staleAccountIds.length;
  const where = stale === 1 ? 'in 1 account' : `in ${stale} accounts`;
  if (stale > 0) notes.add('old-version', set.live.name, 0, where);
}

function nameOf(id: string, name: string | undefined): string {
  return name === undefined ? id : `${name} (${id})`;
}
