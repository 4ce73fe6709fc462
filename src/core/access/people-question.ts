import type { LiveAssignment } from '../model/assignment.ts';
import type { AccountId, PermissionSetArn } from '../model/ids.ts';
import { compareText, sortedBy, sortedUnique } from '../model/order.ts';
import { pairKey, sightOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Versions } from '../plan/attribute.ts';
import type { AssignmentOperation, Operation } from '../plan/operation.ts';
import { isAssignment } from '../plan/access-operation.ts';
import { isOwnAndComing } from './holdings.ts';
import { ownOnApplications } from './on-applications.ts';

/** A plan's operations, and what they were made from. */
export interface PlannedChange {
  readonly operations: readonly Operation[];
  readonly snapshot: Snapshot;
  readonly versions: Pick<Versions, 'head' | 'base' | 'lastApplied'>;
}

/** Groups whose people are asked for in one run, those of last ways in among them. */
export const MOST_GROUPS = 300;
/** Beyond so many nobody is asked for the sake of last ways in. */
const MOST_WITH_LAST_WAYS = 100;
/** Pairs whose holders are asked for besides what was read. */
const MOST_PAIRS = 50;

export interface PairToAsk {
  readonly accountId: AccountId;
  readonly permissionSet: string;
  readonly arn: PermissionSetArn;
}

export interface GroupsToAsk {
  /** Ids of groups that the change grants to or revokes from, the most dangerous first. */
  readonly changed: readonly string[];
  /** Ids of groups that decide what the change means for those people. */
  readonly others: readonly string[];
  /** Why the rest is not asked. */
  readonly left: ReadonlyMap<string, string>;
}

/** Administrators and losses first: what is left out must not be what matters most. */
type Rank = 0 | 1 | 2;

function rankOf({ kind, warnings }: AssignmentOperation): Rank {
  if (warnings.some((warning) => warning.kind === 'administrator')) return 0;
  return kind === 'revoke' ? 1 : 2;
}

interface ChangedPair {
  readonly accountId: AccountId;
  readonly permissionSet: string;
  readonly rank: Rank;
}

function ownOperations({ operations }: PlannedChange): readonly AssignmentOperation[] {
  const own = operations.filter(isAssignment).filter(isOwnAndComing);
  return own.toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a.id, b.id));
}

/** By `pairKey`, the most dangerous first. */
function changedPairs(change: PlannedChange): ReadonlyMap<string, ChangedPair> {
  const pairs = new Map<string, ChangedPair>();
  for (const operation of ownOperations(change)) {
    const { account, permissionSet } = operation;
    const key = pairKey(account.id, permissionSet);
    if (pairs.has(key)) continue;
    pairs.set(key, { accountId: account.id, permissionSet, rank: rankOf(operation) });
  }
  return pairs;
}

/**
 * Pairs that change and that were not read whole: only AWS knows who else holds them. What failed to be
 * read is not asked again, and of a set that is yet to be made there is nothing to ask.
 */
export function pairsToAsk(change: PlannedChange): readonly PairToAsk[] {
  const { permissionSets, coverage, unread } = change.snapshot;
  const arns = new Map(permissionSets.map(({ name, arn }) => [name, arn]));
  const sight = sightOf(coverage);
  const failed = new Set<string>();
  const unlisted = new Set<string>();
  for (const part of unread) {
    if (part.part === 'assignments') failed.add(`${part.accountId} ${part.arn}`);
    if (part.part === 'provisioned-accounts') unlisted.add(part.arn);
  }
  return [...changedPairs(change).values()]
    .flatMap(({ accountId, permissionSet }) => {
      const arn = arns.get(permissionSet);
      if (arn === undefined) return [];
      if (sight.seesPair(accountId, permissionSet) && !unlisted.has(arn)) return [];
      return failed.has(`${accountId} ${arn}`) ? [] : [{ accountId, permissionSet, arn }];
    })
    .slice(0, MOST_PAIRS);
}

/**
 * Whose people must be known: groups that the change grants to or revokes from, groups that hold the same
 * or an edited set before or after, and, where somebody loses something, groups with another way into that
 * account. `asked` is what AWS said of the pairs to ask. Dead groups are left out: the identity store has
 * nobody in them.
 */
export function groupsToAsk(change: PlannedChange, asked: readonly LiveAssignment[]): GroupsToAsk {
  const { snapshot } = change;
  const own = ownOperations(change);
  const pairs = changedPairs(change);
  const gone = new Set(snapshot.gonePrincipalIds);
  const changed = new Set<string>();
  for (const { principal } of own) {
    if (principal.type === 'GROUP' && !gone.has(principal.id)) changed.add(principal.id);
  }
  const alive = (ids: Iterable<string>): string[] =>
    [...ids].filter((id) => !gone.has(id) && !changed.has(id));
  for (const { principal } of ownOnApplications(change.operations)) {
    if (principal.type === 'GROUP' && !gone.has(principal.id)) changed.add(principal.id);
  }
  const others = new Set(
    alive([...holdersOf(change, pairs, asked), ...holdersOfApplications(change)]),
  );
  const all = [...changed, ...others];
  const within = all.slice(0, MOST_GROUPS);
  const first = new Set(within);
  for (const ids of waysIntoLosingAccounts(change, own)) {
    const more = alive(ids).filter((id) => !first.has(id));
    // A last way in is known from all groups of an account or not at all.
    if (first.size + more.length > MOST_WITH_LAST_WAYS) continue;
    for (const id of more) first.add(id);
  }
  const why = `people of at most ${MOST_GROUPS} groups are read, and this change concerns ${all.length}`;
  return {
    changed: within.filter((id) => changed.has(id)),
    others: [...first].filter((id) => !changed.has(id)),
    left: new Map(all.slice(MOST_GROUPS).map((id) => [id, why])),
  };
}

/** Sets whose content changes for everybody who holds them, by name. */
function editedRanks({ operations }: PlannedChange): ReadonlyMap<string, Rank> {
  return new Map(
    operations.flatMap((operation) => {
      if (operation.kind !== 'update-permission-set' || !isOwnAndComing(operation)) return [];
      const isAdministrator = operation.warnings.some(({ kind }) => kind === 'administrator');
      return [[operation.permissionSet, isAdministrator ? 0 : 2] as const];
    }),
  );
}

/** Groups that hold a changed pair or an edited set, before or after, by the danger of what changes. */
function holdersOf(
  change: PlannedChange,
  pairs: ReadonlyMap<string, ChangedPair>,
  asked: readonly LiveAssignment[],
): readonly string[] {
  const { operations, snapshot, versions } = change;
  const { head, base, lastApplied } = versions;
  const edited = editedRanks(change);
  const names = new Map(snapshot.permissionSets.map(({ arn, name }) => [arn, name]));
  const ranks = new Map<string, Rank>();
  const add = (id: string, accountId: string, permissionSet: string): void => {
    const of = [pairs.get(pairKey(accountId, permissionSet))?.rank, edited.get(permissionSet)];
    const [rank] = of.filter((one) => one !== undefined).toSorted((a, b) => a - b);
    if (rank === undefined || (ranks.get(id) ?? 3) <= rank) return;
    ranks.set(id, rank);
  };
  for (const live of [...snapshot.assignments, ...asked]) {
    const name = names.get(live.permissionSetArn);
    if (live.principalType === 'GROUP' && name !== undefined) {
      add(live.principalId, live.accountId, name);
    }
  }
  const before = base ?? lastApplied;
  const grants = [head, ...(before === null ? [] : [before])].flatMap(({ desired }) => [
    ...desired.grants.values(),
  ]);
  for (const { account, permissionSet, principal } of [
    ...grants,
    ...operations.filter(isAssignment),
  ]) {
    if (principal.type === 'GROUP') add(principal.id, account.id, permissionSet);
  }
  const found = [...ranks].toSorted(([a, one], [b, other]) => one - other || compareText(a, b));
  return found.map(([id]) => id);
}

/** Groups that have a changed application, before or after. */
function holdersOfApplications({ operations, snapshot }: PlannedChange): readonly string[] {
  const own = ownOnApplications(operations);
  const arns = new Set(own.map(({ application }) => application.arn));
  const live = (snapshot.applications?.assignments ?? [])
    .filter(
      ({ applicationArn, principalType }) => principalType === 'GROUP' && arns.has(applicationArn),
    )
    .map(({ principalId }) => principalId);
  return sortedUnique(live);
}

/** For each account where somebody loses something: the groups that head grants anything there. */
function waysIntoLosingAccounts(
  { versions }: PlannedChange,
  own: readonly AssignmentOperation[],
): readonly ReadonlySet<string>[] {
  const ways = new Map<string, Set<string>>();
  for (const { kind, account } of own) if (kind === 'revoke') ways.set(account.id, new Set());
  if (ways.size === 0) return [];
  for (const { account, principal, expired } of versions.head.desired.grants.values()) {
    if (principal.type === 'GROUP' && !expired) ways.get(account.id)?.add(principal.id);
  }
  return sortedBy(ways, ([accountId]) => accountId).map(([, ids]) => ids);
}
