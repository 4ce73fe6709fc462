import type { AccessChange } from '../../../src/simulator/aws/world/access-history.ts';
import type { Access } from '../../properties/support/access.ts';

/**
 * Who was for a moment without any way into an account that they could enter before and can afterwards,
 * by whatever set; and roles that went although somebody has them before and afterwards, because the
 * next one has another name.
 */
export function withoutAccess(
  changes: readonly AccessChange[],
  before: Access,
  wanted: Access,
): string[] {
  const kept = [...placesIn(before.keys())].filter((place) => placesIn(wanted.keys()).has(place));
  const held = new Set(before.keys());
  return changes.flatMap(({ kind, principalId, permissionSet, accountId, at }) => {
    const key = `${principalId} ${permissionSet} ${accountId}`;
    if (kind === 'granted') held.add(key);
    if (kind !== 'revoked') return [];
    held.delete(key);
    const now = placesIn(held);
    return kept
      .filter((place) => !now.has(place))
      .map((place) => `${at}: nothing is left of ${place}`);
  });
}

function placesIn(keys: Iterable<string>): ReadonlySet<string> {
  return new Set(
    [...keys].flatMap((key) => {
      const [principal = '', set = '', account = ''] = key.split(' ');
      return [`${principal} in ${account}`, `role ${set} in ${account}`];
    }),
  );
}
