import type { Account } from '../model/account.ts';
import { sortedBy, sortedUnique } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { keyOf } from './account-key.ts';
import type { LiveGrant } from './live-holding.ts';

/** Each of these principals has each of these sets in each of these accounts, and no rule else says so. */
export interface Folded {
  readonly principals: readonly Principal[];
  readonly permissionSets: readonly string[];
  readonly accounts: readonly Account[];
}

/** Somebody has something: a permission set by name, an application by ARN. */
export interface Holding {
  readonly principal: Principal;
  readonly what: string;
}

/** Each of these principals has each of these. */
export interface FoldedHoldings {
  readonly principals: readonly Principal[];
  readonly whats: readonly string[];
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
    spread.holdings.push({ principal: first.principal, what: first.permissionSet });
  }
  return [...bySpread.values()].flatMap(({ accounts: where, holdings }) =>
    foldHoldings(holdings).map(({ principals, whats }) => ({
      principals,
      permissionSets: whats,
      accounts: where,
    })),
  );
}

/** By what is held first or by principal first, whichever takes fewer rules. */
export function foldHoldings(holdings: readonly Holding[]): readonly FoldedHoldings[] {
  const byWhat = foldByWhat(holdings);
  const byPrincipal = foldByPrincipal(holdings);
  return byPrincipal.length < byWhat.length ? byPrincipal : byWhat;
}

/** Who has something, then what else the very same people have. */
function foldByWhat(holdings: readonly Holding[]): readonly FoldedHoldings[] {
  const rules = [...Map.groupBy(holdings, ({ what }) => what)].map(([what, some]) => ({
    what,
    principals: sortedPrincipals(some.map(({ principal }) => principal)),
  }));
  const byPeople = Map.groupBy(rules, ({ principals }) => principals.map(keyOfPrincipal).join(' '));
  return [...byPeople.values()].map((some) => ({
    principals: some[0]?.principals ?? [],
    whats: sortedUnique(some.map(({ what }) => what)),
  }));
}

/** What somebody has, then who has the very same. */
function foldByPrincipal(holdings: readonly Holding[]): readonly FoldedHoldings[] {
  const byPrincipal = Map.groupBy(holdings, ({ principal }) => keyOfPrincipal(principal));
  const rules = [...byPrincipal.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    return [{ principal: first.principal, whats: sortedUnique(some.map(({ what }) => what)) }];
  });
  const byWhats = Map.groupBy(rules, ({ whats }) => JSON.stringify(whats));
  return [...byWhats.values()].map((some) => ({
    principals: sortedPrincipals(some.map(({ principal }) => principal)),
    whats: some[0]?.whats ?? [],
  }));
}

function sortedPrincipals(principals: readonly Principal[]): Principal[] {
  return sortedBy(principals, ({ type, name, id }) => `${type} ${name} ${id}`);
}

function keyOfPrincipal({ type, id }: Principal): string {
  return `${type} ${id}`;
}
