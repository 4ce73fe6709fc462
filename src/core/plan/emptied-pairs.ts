import type { ActualState } from '../actual/actual-state.ts';
import type { Attributed } from './bring-along.ts';

/**
 * Pairs of account and set that hold assignments now and none afterwards, as `<account id> <set>`:
 * AWS deletes the role there, and a later grant makes one with another name.
 */
export function emptiedPairs(
  attributed: readonly Attributed[],
  actual: ActualState,
  withDrift: boolean,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const add = (pair: string, by: number): void => {
    counts.set(pair, (counts.get(pair) ?? 0) + by);
  };
  for (const { live, grants, leftAlone } of actual.permissionSets.values()) {
    for (const { account } of grants.values()) add(`${account.id} ${live.name}`, 1);
    for (const { assignment } of leftAlone) add(`${assignment.accountId} ${live.name}`, 1);
  }
  const live = new Set(counts.keys());
  for (const { difference, cause } of attributed) {
    if (cause === 'drift' && !withDrift) continue;
    if (difference.kind !== 'grant' && difference.kind !== 'revoke') continue;
    const { account, permissionSet } = difference.grant;
    add(`${account.id} ${permissionSet}`, difference.kind === 'grant' ? 1 : -1);
  }
  return new Set([...live].filter((pair) => (counts.get(pair) ?? 0) <= 0));
}
