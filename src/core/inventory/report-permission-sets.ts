import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import { sortedBy } from '../model/order.ts';
import { whyAdministrator } from '../plan/administrator.ts';
import type { ReportPermissionSet } from './access-report.ts';
import type { FoundGrant, ReportInputs } from './report-inputs.ts';

/** Every live set by what it gives now, and the declared ones that AWS lacks; by name. */
export function reportPermissionSets(
  { snapshot, mapping, desired }: Pick<ReportInputs, 'snapshot' | 'mapping' | 'desired'>,
  found: readonly FoundGrant[],
): readonly ReportPermissionSet[] {
  const sets = new Map<string, ReportPermissionSet>();
  const add = (
    name: string,
    administrator: string | null,
    otherwise: ReportPermissionSet['management'],
  ): void => {
    const management = desired.permissionSets.has(name) ? 'declared' : otherwise;
    if (!sets.has(name)) sets.set(name, { name, administrator, management });
  };
  const owner = mapping.settings.owner.value;
  for (const { name, content, tags } of snapshot.permissionSets) {
    const tag = tags[OWNERSHIP_TAG];
    const unlessDeclared = tag === owner ? 'undeclared' : 'other-owner';
    add(name, whyAdministrator(content), tag === undefined ? 'unmanaged' : unlessDeclared);
  }
  const unread = snapshot.unread.flatMap((part) => (part.part === 'permission-set' ? [part] : []));
  const isUnread = new Set(unread.map(({ name }) => name));
  for (const { name, content } of desired.permissionSets.values()) {
    add(name, isUnread.has(name) ? mayBe : whyAdministrator(content), 'declared');
  }
  for (const { permissionSet } of found) add(permissionSet, mayBe, 'unmanaged');
  return sortedBy(sets.values(), ({ name }) => name);
}

const mayBe = 'what it gives could not be read, so it may be';
