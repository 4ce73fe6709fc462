import { isAccountId } from '../model/ids.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ReportAccount } from './access-report.ts';
import type { FoundGrant } from './report-inputs.ts';

/** Every account of the organization, and those that something is assigned in all the same; by name, then id. */
export function reportAccounts(
  { accounts, organizationalUnits }: Snapshot,
  found: readonly FoundGrant[],
): readonly ReportAccount[] {
  const paths = new Map(organizationalUnits.map(({ id, path }) => [id, path]));
  const listed = accounts.map(({ id, name, state, ouIds }): ReportAccount => ({
    id,
    name,
    state,
    unit: paths.get(ouIds.at(-1) ?? '') ?? '',
  }));
  const known = new Set<string>(accounts.map(({ id }) => id));
  const others = new Set(found.map(({ accountId }) => accountId).filter((id) => !known.has(id)));
  const unlisted = [...others]
    .filter((id) => isAccountId(id))
    .map((id): ReportAccount => ({ id, name: '', state: 'UNKNOWN', unit: '' }));
  return sortedBy([...listed, ...unlisted], ({ name, id }) => `${name}\n${id}`);
}
