import type { Account } from '../model/account.ts';
import { sortedBy, sortedUnique } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { keyOf } from './account-key.ts';
import type { LiveGrant } from './gather-live.ts';

/** Each of these principals has each of these sets in each of these accounts, and no rule else says so. */
export interface Folded {
  readonly principals: readonly Principal[];
  readonly permissionSets: readonly string[];
  readonly accounts: readonly Account[];
}

interface Holding {
  readonly principal: Principal;
  readonly permissionSet: string;
}

/** The same assignments in few rules: whoever has the same in the same accounts stands together. */
export function foldGrants(
  grants: readonly LiveGrant[],
  { accounts }: Pick<Snapshot, 'accounts'>,
): readonly Folded[] {
  const known = new Map<string, Account>(accounts.map((account) => [account.id, account]));
  const held = Map.groupBy(grants, ({ principal, permissionSet }) =>
    JSON.stringify([principal.type, principal.id, permissionSet]),
  );
  const bySpread = new Map<string, { accounts: readonly Account[]; holdings: Holding[] }>();
  for (const some of held.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const where = sortedBy(
      some.flatMap(({ account }) => known.get(account.id) ?? []),
      ({ id }) => id,
    );
    const spread = bySpread.get(keyOf(where)) ?? { accounts: where, holdings: [] };
    bySpread.set(keyOf(where), spread);
    spread.holdings.push(first);
  }
  return [...bySpread.values()].flatMap(({ accounts: where, holdings }) =>
    fewest(holdings).map((rule) => ({ ...rule, accounts: where })),
  );
}

type Rule = Omit<Folded, 'accounts'>;

/** By set first or by principal first, whichever takes fewer rules. */
function fewest(holdings: readonly Holding[]): readonly Rule[] {
  const bySet = foldBySet(holdings);
  const byPrincipal = foldByPrincipal(holdings);
  return byPrincipal.length < bySet.length ? byPrincipal : bySet;
}

/** Who has a set, then which sets the very same people have. */
function foldBySet(holdings: readonly Holding[]): readonly Rule[] {
  const bySet = Map.groupBy(holdings, ({ permissionSet }) => permissionSet);
  const rules = [...bySet].map(([permissionSet, some]) => ({
    permissionSet,
    principals: sortedPrincipals(some.map(({ principal }) => principal)),
  }));
  const byPeople = Map.groupBy(rules, ({ principals }) => principals.map(keyOfPrincipal).join(' '));
  return [...byPeople.values()].map((some) => ({
    principals: some[0]?.principals ?? [],
    permissionSets: sortedUnique(some.map(({ permissionSet }) => permissionSet)),
  }));
}

/** Which sets somebody has, then who has the very same sets. */
function foldByPrincipal(holdings: readonly Holding[]): readonly Rule[] {
  const byPrincipal = Map.groupBy(holdings, ({ principal }) => keyOfPrincipal(principal));
  const rules = [...byPrincipal.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const permissionSets = sortedUnique(some.map(({ permissionSet }) => permissionSet));
    return [{ principal: first.principal, permissionSets }];
  });
  const bySets = Map.groupBy(rules, ({ permissionSets }) => permissionSets.join(' '));
  return [...bySets.values()].map((some) => ({
    principals: sortedPrincipals(some.map(({ principal }) => principal)),
    permissionSets: some[0]?.permissionSets ?? [],
  }));
}

function sortedPrincipals(principals: readonly Principal[]): Principal[] {
  return sortedBy(principals, ({ type, name, id }) => `${type} ${name} ${id}`);
}

function keyOfPrincipal({ type, id }: Principal): string {
  return `${type} ${id}`;
}
