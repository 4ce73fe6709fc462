import type { Directory, DirectoryGroup } from '../model/directory.ts';
import { isGuid } from '../model/guid.ts';
import type { Group, User } from '../model/principal.ts';

/** Which group of the identity store is which group of Entra. */
export interface GroupJoins {
  /** Entra's object id of a live group; null where Entra was not asked, nothing tells, or it could be several. */
  readonly entraIdOf: (groupId: string) => string | null;
  /** Groups of Entra with that object id, or with that name in whatever case: Graph does not look at it. */
  readonly inEntra: (by: 'name' | 'entra', value: string) => readonly DirectoryGroup[];
  /** Live groups that carry a group of Entra: one, unless something is wrong or it is not synced. */
  readonly carriersOf: (group: DirectoryGroup) => readonly Group[];
  /** Object ids of the groups of Entra that a live group carries: more than one is doubt. */
  readonly carriedBy: (groupId: string) => readonly string[];
  /** Live groups of its name, in whatever case, that do not carry it. */
  readonly namesakesOf: (group: DirectoryGroup) => readonly Group[];
}

type JoinedBy = Pick<Directory, 'groups' | 'join'>;

/**
 * Where the schema writes object ids, an equal external id is proof and a name is nothing: a group that
 * was deleted and created again has the old one's name. Where it does not, names join, and an external id
 * can only raise doubt: it may hold what the owner of some group chose.
 */
export function joinGroups(groups: readonly Group[], directory: JoinedBy | null): GroupJoins {
  const byFoldedName = Map.groupBy(groups, ({ displayName }) => foldedName(displayName));
  const byExternalId = groupsByExternalId(groups);
  const namedAlike = ({ displayName }: DirectoryGroup): readonly Group[] =>
    byFoldedName.get(foldedName(displayName)) ?? [];
  const carriersOf = (group: DirectoryGroup): readonly Group[] => {
    const carrying = byExternalId.get(group.id) ?? [];
    if (directory?.join !== 'display-name') return carrying;
    const alike = namedAlike(group).filter((live) => mayBe(live, group));
    // Twins by case are doubt only beside the name itself: alone, another case is another name.
    if (!alike.some(({ displayName }) => isSameName(displayName, group.displayName))) return [];
    return [...new Set([...alike, ...carrying])];
  };
  const { carried, carriers } = pairsOf(groups, directory, carriersOf);
  const inEntra = {
    name: Map.groupBy(directory?.groups ?? [], ({ displayName }) => foldedName(displayName)),
    entra: Map.groupBy(directory?.groups ?? [], ({ id }) => id),
  };
  return {
    inEntra: (by, value) => inEntra[by].get(by === 'name' ? foldedName(value) : value) ?? [],
    carriersOf,
    carriedBy: (groupId) => [...(carried.get(groupId) ?? [])],
    entraIdOf: (groupId) => {
      const [only, ...others] = carried.get(groupId) ?? [];
      if (only === undefined || others.length > 0) return null;
      return carriers.get(only)?.size === 1 ? only : null;
    },
    namesakesOf: (group) => {
      const own = carriersOf(group);
      return namedAlike(group).filter((alike) => !own.includes(alike));
    },
  };
}

/** False for one that carries another's object id: the old group of a name is not the new one. */
function mayBe({ externalIds }: Group, { id }: DirectoryGroup): boolean {
  const ids = externalIds.map((external) => external.id.toLowerCase()).filter((one) => isGuid(one));
  return ids.length === 0 || ids.includes(id);
}

type Pairs = ReadonlyMap<string, ReadonlySet<string>>;

/** Object ids by live group, and live groups by object id. */
function pairsOf(
  groups: readonly Group[],
  directory: JoinedBy | null,
  carriersOf: GroupJoins['carriersOf'],
): { readonly carried: Pairs; readonly carriers: Pairs } {
  const carried = new Map<string, Set<string>>();
  const carriers = new Map<string, Set<string>>();
  const add = (groupId: string, objectId: string): void => {
    carried.set(groupId, new Set(carried.get(groupId)).add(objectId));
    carriers.set(objectId, new Set(carriers.get(objectId)).add(groupId));
  };
  for (const group of directory?.groups ?? []) {
    for (const { id } of carriersOf(group)) add(id, group.id);
  }
  if (directory?.join === 'external-id') {
    for (const group of groups) {
      const id = objectIdOf(group);
      if (id !== null) add(group.id, id);
    }
  }
  return { carried, carriers };
}

/** The object id that provisioning left on a group or user; null where there is none, or several. */
export function objectIdOf({ externalIds }: Pick<Group | User, 'externalIds'>): string | null {
  const [only, ...others] = new Set(
    externalIds.map(({ id }) => id.toLowerCase()).filter((id) => isGuid(id)),
  );
  return only === undefined || others.length > 0 ? null : only;
}

/** By the lower-case text of any external id. */
export function groupsByExternalId(
  groups: readonly Group[],
): ReadonlyMap<string, readonly Group[]> {
  const found = new Map<string, Group[]>();
  for (const group of groups) {
    for (const id of new Set(group.externalIds.map((external) => external.id.toLowerCase()))) {
      found.set(id, [...(found.get(id) ?? []), group]);
    }
  }
  return found;
}

/** However its letters are composed; another case is another name. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}

export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
