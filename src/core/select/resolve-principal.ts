import type { PrincipalReference } from '../mapping/mapping.ts';
import type { Group, Principal, User } from '../model/principal.ts';

export type PrincipalResolution =
  | { readonly principal: Principal }
  | { readonly problem: 'unknown' }
  /** Several, or twins that differ only by case: AWS does not say whether it tells those apart. */
  | { readonly problem: 'ambiguous'; readonly ids: readonly string[] };

/** Groups and users, arranged for look-up; built once for a snapshot. */
export interface PrincipalIndex {
  readonly groups: Lookup<Group>;
  readonly users: Lookup<User>;
}

interface Lookup<T> {
  readonly byId: ReadonlyMap<string, T>;
  readonly byExternalId: ReadonlyMap<string, readonly T[]>;
  readonly byFoldedName: ReadonlyMap<string, readonly T[]>;
}

export function indexPrincipals(groups: readonly Group[], users: readonly User[]): PrincipalIndex {
  return {
    groups: lookup(groups, (group) => group.displayName),
    users: lookup(users, (user) => user.userName),
  };
}

export function resolvePrincipal(
  reference: PrincipalReference,
  index: PrincipalIndex,
): PrincipalResolution {
  if (reference.type === 'GROUP') {
    return resolve(reference, index.groups, (group) => group.displayName);
  }
  return resolve(reference, index.users, (user) => user.userName);
}

function resolve<T extends { readonly id: string }>(
  reference: PrincipalReference,
  lookups: Lookup<T>,
  nameOf: (item: T) => string,
): PrincipalResolution {
  const candidates = find(reference, lookups);
  if (candidates.length > 1) {
    return { problem: 'ambiguous', ids: candidates.map((candidate) => candidate.id) };
  }
  const [found] = candidates;
  if (found === undefined) return { problem: 'unknown' };
  if (reference.by === 'name' && normal(nameOf(found)) !== normal(reference.value)) {
    return { problem: 'unknown' };
  }
  const { type } = reference;
  return { principal: { type, id: found.id, name: nameOf(found), entraObjectId: null } };
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
      return lookups.byFoldedName.get(folded(reference.value)) ?? [];
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
    byFoldedName: Map.groupBy(items, (item) => folded(nameOf(item))),
  };
}

function normal(name: string): string {
  return name.normalize('NFC');
}

function folded(name: string): string {
  return normal(name).toLowerCase();
}
