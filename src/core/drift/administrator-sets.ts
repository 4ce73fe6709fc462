import type { Snapshot } from '../model/snapshot.ts';
import { whyAdministrator } from '../plan/administrator.ts';

/** Names of live permission sets that are administrator-level: what an undeclared grant of them means. */
export function administratorSets({
  permissionSets,
}: Pick<Snapshot, 'permissionSets'>): ReadonlySet<string> {
  return new Set(
    permissionSets.flatMap(({ name, content }) =>
      whyAdministrator(content) === null ? [] : [name],
    ),
  );
}
