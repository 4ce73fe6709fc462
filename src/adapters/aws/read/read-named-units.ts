import type { OrganizationalUnit } from '../../../core/model/account.ts';
import type { ListedAccount } from '../answers/organizations-answers.ts';
import type { OrganizationTree } from './create-organization-tree.ts';

/** What AWS takes for one. Anything else names no unit, and asking for it would be an invalid request. */
const unitId = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/**
 * The units that `named` paths (`/Workloads/Dev`, `/`) and ids lead to, as far as they exist, with every unit
 * that stands beside the way: the walk opens nothing else. A path opens each unit whose own path begins it.
 * An id stands where `Account.Paths` of some account says. An id in no account's path is looked up by
 * itself; where it exists (its unit is empty), or an account tells no path, the whole tree is walked.
 */
export async function readNamedUnits(
  tree: OrganizationTree,
  named: readonly string[],
  readAccounts: () => Promise<readonly ListedAccount[]>,
): Promise<readonly OrganizationalUnit[]> {
  if (named.length === 0) return [];
  const paths = named.filter((name) => name.startsWith('/'));
  const ids = named.filter((name) => unitId.test(name));
  const onPath = ({ path }: OrganizationalUnit): boolean =>
    paths.some((one) => one !== path && one.startsWith(path === '/' ? path : `${path}/`));

  const alongPaths = await tree.walk(onPath);
  const unmet = missing(ids, alongPaths);
  if (unmet.length === 0) return alongPaths;

  const accounts = await readAccounts();
  if (accounts.some(({ ouIds }) => ouIds === null)) return tree.walk(() => true);
  const above = new Set(unmet.flatMap((id) => ancestors(id, accounts)));
  const alongBoth = await tree.walk((unit) => above.has(unit.id) || onPath(unit));

  const unplaced = await Promise.all(missing(unmet, alongBoth).map((id) => tree.has(id)));
  return unplaced.includes(true) ? tree.walk(() => true) : alongBoth;
}

function missing(ids: readonly string[], units: readonly OrganizationalUnit[]): readonly string[] {
  const met = new Set(units.map(({ id }) => id));
  return ids.filter((id) => !met.has(id));
}

function ancestors(id: string, accounts: readonly ListedAccount[]): readonly string[] {
  const trail = accounts.find(({ ouIds }) => ouIds?.includes(id) === true)?.ouIds ?? [];
  return trail.slice(0, Math.max(0, trail.indexOf(id)));
}
