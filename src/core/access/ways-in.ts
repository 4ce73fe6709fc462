import { grantKey } from '../model/assignment.ts';
import type { DesiredState, DesiredGrant } from '../desired/desired-state.ts';
import type { Operation } from '../plan/operation.ts';
import type { Crowd, Union } from './behind.ts';
import type { EffectOnPeople } from './effect-of.ts';
import { isAssignment } from '../plan/access-operation.ts';
import { isOwnAndComing, keyOf } from './holdings.ts';
import { onceForEach } from './once-for-each.ts';

/** Who has any way into an account once the plan is done, as far as head's files grant one. */
export type WaysIn = (accountId: string) => Union;

/**
 * A grant counts where it is live or this plan brings it: one that waits, is blocked or is another's to
 * make may never come. What could not be resolved makes an unknown holder, since it may be a way in.
 */
export function waysIn(
  { grants, unresolved }: DesiredState,
  operations: readonly Operation[],
  crowd: Crowd,
): WaysIn {
  const missing = new Set(
    operations
      .filter(isAssignment)
      .filter(({ kind }) => kind === 'grant')
      .filter((operation) => operation.status !== 'planned' || !isOwnAndComing(operation))
      .map(keyOf),
  );
  const isThere = ({
    account,
    permissionSet,
    principal,
    expired,
    waiting,
    blocked,
  }: DesiredGrant) =>
    !expired &&
    waiting === null &&
    blocked === null &&
    !missing.has(grantKey(account.id, permissionSet, principal));
  const holders = new Map<string, Set<string>>();
  for (const grant of grants.values()) {
    if (!isThere(grant)) continue;
    const ids = holders.get(grant.account.id) ?? new Set();
    holders.set(grant.account.id, ids.add(grant.principal.id));
  }
  return onceForEach((accountId) => {
    const found = crowd.all(holders.get(accountId) ?? new Set());
    const hiding = unresolved
      .filter(({ accountIds }) => accountIds === null || accountIds.has(accountId))
      .map(({ rule }) => rule);
    return hiding.length === 0 ? found : { ...found, unknown: [...found.unknown, ...hiding] };
  });
}

/** Ids of who loses the last way into an account by one change; null where that is not known. */
export function lastWaysBy(
  waysInto: WaysIn,
): (accountId: string, effect: EffectOnPeople) => readonly string[] | null {
  const known = new Map<EffectOnPeople, Map<Union, readonly string[] | null>>();
  return (accountId, effect) => {
    if (effect.changed.length === 0) return [];
    const ways = waysInto(accountId);
    const byWays = known.get(effect) ?? new Map<Union, readonly string[] | null>();
    known.set(effect, byWays);
    const found = byWays.has(ways) ? (byWays.get(ways) ?? null) : lastWays(effect, ways);
    byWays.set(ways, found);
    return found;
  };
}

function lastWays({ changed, unless }: EffectOnPeople, ways: Union): readonly string[] | null {
  const left = changed.filter((person) => !ways.people.has(person));
  const isKnown = ways.unknown.length + unless.length === 0;
  return isKnown || left.length === 0 ? left : null;
}
