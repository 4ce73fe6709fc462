import type { PrincipalReference } from '../mapping/mapping.ts';
import type { Directory } from '../model/directory.ts';
import type { Group, Principal, User } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { foldedName, type GroupJoins, isSameName, joinGroups, objectIdOf } from './join-groups.ts';
import { type GroupResolution, resolveDirectoryGroup } from './resolve-directory-group.ts';

export type PrincipalResolution = GroupResolution | { readonly principal: Principal };

/** Groups and users, arranged for look-up; built once for a snapshot. */
export interface PrincipalIndex {
  readonly groups: Lookup<Group>;
  readonly users: Lookup<User>;
  readonly joins: GroupJoins;
  readonly live: readonly Group[];
  readonly directory: Directory | null;
}

interface Lookup<T> {
  readonly byId: ReadonlyMap<string, T>;
  readonly byExternalId: ReadonlyMap<string, readonly T[]>;
  readonly byFoldedName: ReadonlyMap<string, readonly T[]>;
}

export function indexPrincipals({
  groups,
  users,
  directory,
}: Pick<Snapshot, 'groups' | 'users' | 'directory'>): PrincipalIndex {
  return {
    joins: joinGroups(groups, directory),
    live: groups,
    directory,
    groups: lookup(groups, (group) => group.displayName),
    users: lookup(users, (user) => user.userName),
  };
}

export function resolvePrincipal(
  reference: PrincipalReference,
  index: PrincipalIndex,
): PrincipalResolution {
  const { groups, users, directory, joins, live } = index;
  if (reference.type === 'USER') {
    return resolve(
      reference,
      users,
      (user) => user.userName,
      (user) => (directory === null ? null : objectIdOf(user)),
    );
  }
  // An id of the identity store is meant as such, also where Entra knows nothing of that group.
  const { by } = reference;
  return directory === null || by === 'id'
    ? resolve(
        reference,
        groups,
        (group) => group.displayName,
        ({ id }) => joins.entraIdOf(id),
      )
    : resolveDirectoryGroup({ ...reference, by }, directory, joins, live);
}

function resolve<T extends { readonly id: string }>(
  reference: PrincipalReference,
  lookups: Lookup<T>,
  nameOf: (item: T) => string,
  entraIdOf: (item: T) => string | null,
): PrincipalResolution {
  const candidates = find(reference, lookups);
  if (candidates.length > 1) {
    return { problem: 'ambiguous', ids: candidates.map((candidate) => candidate.id) };
  }
  const [found] = candidates;
  if (found === undefined) return { problem: 'unknown' };
  if (reference.by === 'name' && !isSameName(nameOf(found), reference.value)) {
    return { problem: 'unknown' };
  }
  const { type } = reference;
  return {
    principal: { type, id: found.id, name: nameOf(found), entraObjectId: entraIdOf(found) },
  };
}

function find<T>(reference: PrincipalReference, lookups: Lookup<T>): readonly T[] {
  switch (reference.by) {
    case 'id': {
      const found = lookups.byId.get(reference.value);
      return found === undefined ? [] : [found];
    }
    case 'entra':
      return lookups.byExternalId.get(reference.value.toLowerCase()) ?? [];
    case 'name':
      return lookups.byFoldedName.get(foldedName(reference.value)) ?? [];
  }
}

function lookup<
  T extends { readonly id: string; readonly externalIds: readonly { readonly id: string }[] },
>(items: readonly T[], nameOf: (item: T) => string): Lookup<T> {
  const external = items.flatMap((item) =>
    item.externalIds.map(({ id }) => ({ id: id.toLowerCase(), item })),
  );
  const byExternalId = new Map(
    [...Map.groupBy(external, ({ id }) => id)].map(([id, found]) => [
      id,
      found.map(({ item }) => item),
    ]),
  );
  return {
    byId: new Map(items.map((item) => [item.id, item])),
    byExternalId,
    byFoldedName: Map.groupBy(items, (item) => foldedName(nameOf(item))),
  };
}
