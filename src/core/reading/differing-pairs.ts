import type { DesiredState } from '../desired/desired-state.ts';
import { grantKey } from '../model/assignment.ts';
import type { AccountId } from '../model/ids.ts';
import { isUnsynced, type Principal } from '../model/principal.ts';
import { pairKey } from '../model/reading.ts';

/** A live assignment, its set by name. */
export interface Held {
  readonly accountId: AccountId;
  readonly permissionSet: string;
  readonly principal: Pick<Principal, 'type' | 'id'>;
}

/**
 * Pairs by `pairKey` where living holders have more or less than the files ask of sets that they declare.
 * Who else is there decides whether a role goes, and whether a group was recreated.
 */
export function differingPairs(
  { grants, permissionSets }: Pick<DesiredState, 'grants' | 'permissionSets'>,
  held: readonly Held[],
): ReadonlySet<string> {
  const pairs = new Set<string>();
  const keys = new Set<string>();
  for (const { accountId, permissionSet, principal } of held) {
    const key = grantKey(accountId, permissionSet, principal);
    keys.add(key);
    const isWanted = grants.get(key)?.expired === false;
    if (permissionSets.has(permissionSet) && !isWanted)
      pairs.add(pairKey(accountId, permissionSet));
  }
  for (const { key, account, permissionSet, principal, expired } of grants.values()) {
    if (expired || keys.has(key) || isUnsynced(principal)) continue;
    pairs.add(pairKey(account.id, permissionSet));
  }
  return pairs;
}
