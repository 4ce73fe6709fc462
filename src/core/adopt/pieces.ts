import { sortedUnique } from '../model/order.ts';

/** What a rule says, as a table: who by which set, and in which accounts that is missing. */
export interface Shortfall {
  /** One for each reference of the rule, in its order. */
  readonly principals: number;
  readonly permissionSets: readonly string[];
  /** Ids of all accounts that the rule reaches now. */
  readonly accounts: readonly string[];
  readonly missing: (principal: number, permissionSet: string) => readonly string[];
}

/** A part of the rule that is a rule again: every principal with every set, but not in `missing`. */
export interface Piece {
  readonly principals: readonly number[];
  readonly permissionSets: readonly string[];
  readonly missing: readonly string[];
}

/**
 * The rule as the fewest rules that together say the same without what is missing. The first one keeps
 * the rule's place; none where all of it is missing.
 */
export function piecesOf(shortfall: Shortfall): readonly Piece[] {
  const byPrincipal = splitByPrincipal(shortfall);
  const bySet = splitBySet(shortfall);
  const pieces = bySet.length < byPrincipal.length ? bySet : byPrincipal;
  const kept = pieces.filter(({ missing }) => missing.length < shortfall.accounts.length);
  const whole = kept.find(({ missing }) => missing.length === 0);
  return whole === undefined ? kept : [whole, ...kept.filter((piece) => piece !== whole)];
}

function splitByPrincipal({ principals, permissionSets, missing }: Shortfall): readonly Piece[] {
  const all = Array.from({ length: principals }, (_, index) => index);
  const alike = Map.groupBy(all, (principal) =>
    JSON.stringify(permissionSets.map((set) => sortedUnique(missing(principal, set)))),
  );
  return [...alike.values()].flatMap((members) => {
    const first = members[0] ?? 0;
    const sets = Map.groupBy(permissionSets, (set) => sortedUnique(missing(first, set)).join(' '));
    return Array.from(sets.values(), (names) => ({
      principals: members,
      permissionSets: names,
      missing: sortedUnique(missing(first, names[0] ?? '')),
    }));
  });
}

function splitBySet({ principals, permissionSets, missing }: Shortfall): readonly Piece[] {
  const all = Array.from({ length: principals }, (_, index) => index);
  const alike = Map.groupBy(permissionSets, (set) =>
    JSON.stringify(all.map((principal) => sortedUnique(missing(principal, set)))),
  );
  return [...alike.values()].flatMap((names) => {
    const first = names[0] ?? '';
    const members = Map.groupBy(all, (one) => sortedUnique(missing(one, first)).join(' '));
    return Array.from(members.values(), (same) => ({
      principals: same,
      permissionSets: names,
      missing: sortedUnique(missing(same[0] ?? 0, first)),
    }));
  });
}
