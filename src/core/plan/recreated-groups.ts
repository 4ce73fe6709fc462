import { isAboutAccess, isTaking, sideOf } from './access-difference.ts';
import type { Attributed } from './bring-along.ts';

export interface Rebind {
  /** Id of the group that is gone. */
  readonly from: string;
  /** Id that the declared name means now. */
  readonly to: string;
}

/**
 * Groups that were deleted and created again, by grant key of both sides. A dead group and a drifted
 * assignment belong together when they share an account and set or an application, and nobody else could be meant.
 */
export function recreatedGroups(attributed: readonly Attributed[]): ReadonlyMap<string, Rebind> {
  const dead = new Map<string, Map<string, string>>();
  const missing = new Map<string, Map<string, string>>();
  for (const { difference, cause } of attributed) {
    if (cause !== 'drift') continue;
    if (!isAboutAccess(difference)) continue;
    const { key, place, principal, gone } = sideOf(difference);
    if (principal.type !== 'GROUP') continue;
    if (isTaking(difference) && !gone) continue;
    const side = isTaking(difference) ? dead : missing;
    const pairs = side.get(principal.id) ?? new Map<string, string>();
    pairs.set(place, key);
    side.set(principal.id, pairs);
  }

  const lackedBy = new Map<string, string[]>();
  for (const [id, pairs] of missing) {
    for (const pair of pairs.keys()) {
      const others = lackedBy.get(pair);
      if (others === undefined) lackedBy.set(pair, [id]);
      else others.push(id);
    }
  }
  const rebinds = new Map<string, Rebind>();
  for (const [from, deadPairs] of dead) {
    const candidates = new Set([...deadPairs.keys()].flatMap((pair) => lackedBy.get(pair) ?? []));
    const [to, ...others] = candidates;
    if (to === undefined || others.length > 0) continue;
    for (const [pair, key] of deadPairs) {
      const other = missing.get(to)?.get(pair);
      if (other === undefined) continue;
      rebinds.set(key, { from, to });
      rebinds.set(other, { from, to });
    }
  }
  return rebinds;
}
