import type { Directory, DirectoryGroup } from '../model/directory.ts';
import { isGuid } from '../model/guid.ts';
import type { Group, User } from '../model/principal.ts';

/** Which group of the identity store is which group of Entra. */
export interface GroupJoins {
  /** Entra's object id of a live group; null where Entra was not asked, or nothing tells. */
  readonly entraIdOf: (groupId: string) => string | null;
  /** Live groups that carry a group of Entra: one, unless something is wrong or it is not synced. */
  readonly carriersOf: (group: DirectoryGroup) => readonly Group[];
  /** Live groups of its name that do not carry it, although external ids could say so. */
  readonly namesakesOf: (group: DirectoryGroup) => readonly Group[];
}

/**
 * An equal external id is proof, whatever the schema says. Names join only where the schema leaves
 * external ids to something else: a group that was deleted and created again has the old one's name.
 */
export function joinGroups(groups: readonly Group[], directory: Directory | null): GroupJoins {
  const byName = Map.groupBy(groups, ({ displayName }) => displayName.normalize('NFC'));
  const byExternalId = groupsByExternalId(groups);
  const namedAlike = ({ displayName }: DirectoryGroup): readonly Group[] =>
    byName.get(displayName.normalize('NFC')) ?? [];
  const carriersOf = (group: DirectoryGroup): readonly Group[] => {
    const proven = byExternalId.get(group.id) ?? [];
    if (proven.length > 0 || directory?.join !== 'display-name') return proven;
    return namedAlike(group);
  };
  const entraIds = new Map<string, string>();
  if (directory?.join === 'external-id') {
    for (const group of groups) {
      const id = objectIdOf(group);
      if (id !== null) entraIds.set(group.id, id);
    }
  }
  for (const group of directory?.groups ?? []) {
    for (const { id } of carriersOf(group)) entraIds.set(id, group.id);
  }
  return {
    entraIdOf: (groupId) => entraIds.get(groupId) ?? null,
    carriersOf,
    namesakesOf: (group) => {
      const carriers = carriersOf(group);
      return namedAlike(group).filter((alike) => !carriers.includes(alike));
    },
  };
}

/** The object id that provisioning left on a group or user; null where there is none, or several. */
export function objectIdOf({ externalIds }: Pick<Group | User, 'externalIds'>): string | null {
  const [only, ...others] = new Set(
    externalIds.map(({ id }) => id.toLowerCase()).filter((id) => isGuid(id)),
  );
  return only === undefined || others.length > 0 ? null : only;
}

function groupsByExternalId(groups: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  const found = new Map<string, Group[]>();
  for (const group of groups) {
    for (const id of new Set(group.externalIds.map((external) => external.id.toLowerCase()))) {
      found.set(id, [...(found.get(id) ?? []), group]);
    }
  }
  return found;
}
