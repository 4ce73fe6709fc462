import type { LivePermissionSet } from '../model/permission-set.ts';
import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { Versions } from '../plan/attribute.ts';
import { changedFields, touchesRoles } from '../plan/permission-set-fields.ts';
import { type Touched, othersOf } from './touched.ts';

/**
 * How far a live set must be read: `nothing` of its assignments; single `grants` of it; where its `roles` are too,
 * because an edit must reach them, and whether anybody has one; who holds the `stale-roles`, because an edit may have failed to; or
 * `whole`, because it is taken over, deleted or new to the files, and every assignment of it counts.
 */
export type Depth = 'nothing' | 'grants' | 'roles' | 'stale-roles' | 'whole';

/** True where it must be known which accounts have a role of the set. */
export function needsRoles(depth: Depth): boolean {
  return depth !== 'nothing' && depth !== 'grants';
}

export function depthOf(live: LivePermissionSet, touched: Touched, versions: Versions): Depth {
  const { mapping, desired } = versions.head;
  const tag = live.tags[OWNERSHIP_TAG];
  if (tag !== undefined && tag !== mapping.settings.owner.value) return 'nothing';
  const declared = desired.permissionSets.get(live.name);
  if (declared === undefined) {
    const isReleased = mapping.settings.release.some(({ value }) => value === live.name);
    // An undeclared set without the tag counts as what another one is renamed from.
    if (tag === undefined) return touched.whole.has(live.name) ? 'roles' : 'nothing';
    return isReleased ? 'nothing' : 'whole';
  }
  if (tag === undefined || touched.whole.has(live.name)) return 'whole';
  const formerKeys = othersOf(versions).flatMap((version) =>
    Object.keys(version.desired.permissionSets.get(live.name)?.tags ?? {}),
  );
  const changes = changedFields(live, declared, formerKeys);
  if (changes !== null && touchesRoles(changes.after)) return 'roles';
  return changes !== null || touched.edited.has(live.name) ? 'stale-roles' : 'grants';
}
