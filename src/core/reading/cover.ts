import type { DesiredGrant } from '../desired/desired-state.ts';
import { pairKey } from '../model/reading.ts';
import { isUnsynced, type Principal } from '../model/principal.ts';
import type { Pair } from './touched.ts';

/** How grants that may be missing are looked for. */
export interface Cover {
  readonly principals: readonly Principal[];
  readonly pairs: readonly Pair[];
  /** Keys of the grants that the principals' lists answer. */
  readonly byPrincipal: readonly string[];
  /** At most so many requests. */
  readonly requests: number;
}

const page = 100;

/**
 * By principals or by pairs, whichever is fewer requests, for each principal. `pagesOf` is how many pages
 * of assignments a principal's list has. A group that AWS does not know yet holds nothing.
 */
export function coverGrants(
  grants: readonly DesiredGrant[],
  pagesOf: (principal: Principal) => number,
  mayListPrincipals: boolean,
): Cover {
  const asked = grants.filter(({ principal }) => !isUnsynced(principal));
  const byPairs = coverOf([], asked, pagesOf);
  if (!mayListPrincipals) return byPairs;
  const byHolder = [...Map.groupBy(asked, ({ principal }) => `${principal.type} ${principal.id}`)];
  const listed = byHolder.filter(
    ([, [first, ...more]]) => first !== undefined && more.length >= pagesOf(first.principal),
  );
  const names = new Set(listed.map(([holder]) => holder));
  const isListed = ({ principal: { type, id } }: DesiredGrant): boolean =>
    names.has(`${type} ${id}`);
  const mixed = coverOf(
    asked.filter(isListed),
    asked.filter((grant) => !isListed(grant)),
    pagesOf,
  );
  return mixed.requests < byPairs.requests ? mixed : byPairs;
}

function coverOf(
  listed: readonly DesiredGrant[],
  paired: readonly DesiredGrant[],
  pagesOf: (principal: Principal) => number,
): Cover {
  const principals = [
    ...new Map(listed.map(({ principal }) => [principal.id, principal])).values(),
  ];
  const pairs = new Map(
    paired.map(({ account, permissionSet }) => [
      pairKey(account.id, permissionSet),
      { accountId: account.id, permissionSet },
    ]),
  );
  const requests = principals.reduce((sum, principal) => sum + pagesOf(principal), pairs.size);
  return {
    principals,
    pairs: [...pairs.values()],
    byPrincipal: listed.map(({ key }) => key),
    requests,
  };
}

/** Pages of a principal's list, as far as the files tell what it holds; one at the least. */
export function pagesByFiles(
  grants: Iterable<DesiredGrant>,
): (principal: Pick<Principal, 'id'>) => number {
  const counts = new Map<string, number>();
  for (const { principal } of grants) counts.set(principal.id, (counts.get(principal.id) ?? 0) + 1);
  return ({ id }) => Math.max(1, Math.ceil((counts.get(id) ?? 0) / page));
}
