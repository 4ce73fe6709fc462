import type { ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Principal } from '../model/principal.ts';
import type { Attributed } from './bring-along.ts';

/**
 * A grant to an account that joined counts as a new account's only where its holder is known to be who
 * the rule has always meant: he holds something that the files gave at the last complete apply, and
 * lacks nowhere else what this rule gives. Otherwise somebody else may have the name by now, and that is
 * drift, which no run grants by itself.
 */
export function distrustNewAccounts(
  attributed: readonly Attributed[],
  actual: ActualState,
  lastApplied: DesiredState | null,
): Attributed[] {
  if (!attributed.some(({ cause }) => cause === 'new-account')) return [...attributed];
  const known = knownHolders(actual, lastApplied);
  const lacking = new Set(
    attributed.flatMap(({ difference, cause }) =>
      difference.kind === 'grant' && cause === 'drift'
        ? [`${keyOf(difference.grant.principal)} ${difference.grant.permissionSet}`]
        : [],
    ),
  );
  return attributed.map((member) => {
    const { difference, cause } = member;
    if (difference.kind !== 'grant' || cause !== 'new-account') return member;
    const { principal, permissionSet } = difference.grant;
    const key = keyOf(principal);
    return known.has(key) && !lacking.has(`${key} ${permissionSet}`)
      ? member
      : { difference, cause: 'drift' };
  });
}

function knownHolders(actual: ActualState, lastApplied: DesiredState | null): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const { grants } of actual.permissionSets.values()) {
    for (const [key, { principal }] of grants) {
      if (lastApplied?.grants.has(key) === true) holders.add(keyOf(principal));
    }
  }
  return holders;
}

function keyOf({ type, id }: Principal): string {
  return `${type} ${id}`;
}
