import { grantKey } from '../model/assignment.ts';
import type { People } from '../model/people.ts';
import type { PrincipalType } from '../model/principal.ts';
import { pairKey, sightOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isAssignment } from '../plan/access-operation.ts';
import type { Versions } from '../plan/attribute.ts';
import type { AssignmentOperation, Operation } from '../plan/operation.ts';

/** Ids of the principals that hold one permission set in one account. */
export interface Holders {
  readonly ids: ReadonlySet<string>;
  /** False where AWS was not asked for all of them: then these are what the files grant. */
  readonly fromAws: boolean;
}

/** Who holds a pair before and after the plan, by the ids of principals. */
export interface Holdings {
  before(accountId: string, permissionSet: string): Holders;
  after(accountId: string, permissionSet: string, counting: Counting): Holders;
}

/** Which grants of the plan count: all that will come, or without those that wait for Entra. */
export type Counting = 'coming' | 'planned';

/** What the merge itself brings and an apply would do. */
export function isOwnAndComing({ cause, status }: Operation): boolean {
  return cause === 'change' && (status === 'planned' || status === 'waiting');
}

/**
 * Before: what the people's source says, else what was read of the pair, else what base grants; in each
 * case as the plan's own operations have it, because these were compared with AWS. After: without what
 * the next apply revokes, whoever merged it, and with what this change grants. Nothing that is only
 * hoped for keeps anybody's access: not another's grant, and not one that is blocked.
 */
export function holdingsOf(
  operations: readonly Operation[],
  snapshot: Snapshot,
  versions: Versions,
  people: People,
): Holdings {
  const known = knownHolders(snapshot, versions, people);
  const byPair = Map.groupBy(operations.filter(isAssignment), ({ account, permissionSet }) =>
    pairKey(account.id, permissionSet),
  );
  const on = (accountId: string, permissionSet: string): readonly AssignmentOperation[] =>
    byPair.get(pairKey(accountId, permissionSet)) ?? [];
  const before: Holdings['before'] = (accountId, permissionSet) => {
    const { ids, fromAws } = known(accountId, permissionSet);
    const holders = new Set(ids);
    for (const { kind, principal } of on(accountId, permissionSet)) {
      if (kind === 'revoke') holders.add(principal.id);
      else holders.delete(principal.id);
    }
    return { ids: holders, fromAws };
  };
  const after: Holdings['after'] = (accountId, permissionSet, counting) => {
    const { ids, fromAws } = before(accountId, permissionSet);
    const holders = new Set(ids);
    for (const operation of on(accountId, permissionSet)) {
      if (operation.kind === 'grant') {
        const counts = counting === 'coming' || operation.status === 'planned';
        if (counts && isOwnAndComing(operation)) holders.add(operation.principal.id);
      } else if (isGoing(operation)) {
        holders.delete(operation.principal.id);
      }
    }
    return { ids: holders, fromAws };
  };
  return { before, after };
}

/** Drift stays until somebody approves it. */
export function isGoing({ cause, status }: Operation): boolean {
  return cause !== 'drift' && (status === 'planned' || status === 'waiting');
}

type KnownHolders = (accountId: string, permissionSet: string) => Holders;

function knownHolders(snapshot: Snapshot, versions: Versions, people: People): KnownHolders {
  const names = new Map<string, string>(
    snapshot.permissionSets.map(({ arn, name }) => [arn, name]),
  );
  const liveNames = new Set(names.values());
  const live = Map.groupBy(snapshot.assignments, ({ accountId, permissionSetArn }) =>
    pairKey(accountId, names.get(permissionSetArn) ?? permissionSetArn),
  );
  const liveIds = (pair: string): ReadonlySet<string> =>
    new Set((live.get(pair) ?? []).map(({ principalId }) => principalId));
  const sight = sightOf(snapshot.coverage);
  const isUnread = unreadIn(snapshot, names);
  const declared = declaredHolders(versions);
  return (accountId, permissionSet) => {
    const pair = pairKey(accountId, permissionSet);
    const told = people.holders.get(pair);
    if (told !== undefined) return { ids: new Set(told), fromAws: true };
    const seen = liveIds(pair);
    const mayHaveMore = isUnread(accountId, permissionSet);
    // Nobody holds what was looked for and is not there.
    const isThere = liveNames.has(permissionSet) || !sight.looksFor(permissionSet);
    if (!isThere && !mayHaveMore) return { ids: new Set(), fromAws: true };
    if (!mayHaveMore && sight.seesPair(accountId, permissionSet)) {
      return { ids: seen, fromAws: true };
    }
    const asked = (declared.get(pair) ?? []).filter(
      ({ id, type }) =>
        mayHaveMore || seen.has(id) || !sight.sees(accountId, permissionSet, { id, type }),
    );
    return { ids: new Set([...seen, ...asked.map(({ id }) => id)]), fromAws: false };
  };
}

/** Whether assignments of the pair may be missing from what was read. */
function unreadIn(
  { unread }: Snapshot,
  names: ReadonlyMap<string, string>,
): (accountId: string, permissionSet: string) => boolean {
  const sets = new Set<string>();
  const pairs = new Set<string>();
  let isNameless = false;
  for (const part of unread) {
    if (part.part === 'assignments') {
      pairs.add(pairKey(part.accountId, names.get(part.arn) ?? part.arn));
    } else if (part.part === 'permission-set') {
      if (part.name === null) isNameless = true;
      else sets.add(part.name);
    } else if (part.part === 'provisioned-accounts') {
      sets.add(names.get(part.arn) ?? part.arn);
    }
  }
  return (accountId, permissionSet) =>
    isNameless || sets.has(permissionSet) || pairs.has(pairKey(accountId, permissionSet));
}

interface Declared {
  readonly id: string;
  readonly type: PrincipalType;
}

/** What base grants by now; where there is none, what was applied last. */
function declaredHolders({
  base,
  lastApplied,
}: Versions): ReadonlyMap<string, readonly Declared[]> {
  const grants = (base ?? lastApplied)?.desired.grants.values() ?? [];
  const held = [...grants].filter(
    ({ expired, waiting, blocked }) => !expired && waiting === null && blocked === null,
  );
  const byPair = Map.groupBy(held, ({ account, permissionSet }) =>
    pairKey(account.id, permissionSet),
  );
  return new Map(
    [...byPair].map(([pair, members]) => [pair, members.map(({ principal }) => principal)]),
  );
}

/** `grantKey` of an operation about an assignment. */
export function keyOf({ account, permissionSet, principal }: AssignmentOperation): string {
  return grantKey(account.id, permissionSet, principal);
}
