import { isGuid } from '../model/guid.ts';
import type { Group } from '../model/principal.ts';
import type { Assigned } from './entra-facts.ts';
import { scimId } from './scim-id.ts';

export interface JoinedGroups {
  readonly pairs: readonly { readonly entraId: string; readonly group: Group }[];
  /** Assigned in Entra, and not in AWS. */
  readonly missing: readonly Assigned[];
  /** In AWS through provisioning, and not assigned any more. */
  readonly leftOver: readonly Group[];
}

/** Ties assigned groups to AWS's: by external id where that is Entra's object id, else by name. */
export function joinGroups(assigned: readonly Assigned[], groups: readonly Group[]): JoinedGroups {
  const byId = new Map(groups.map((group) => [scimId(group)?.id.toLowerCase() ?? '', group]));
  // An external id that is another object's says so: that group was deleted and made again.
  const joinedByName = groups.filter((group) => !isGuid(scimId(group)?.id ?? ''));
  const byName = new Map(joinedByName.map((group) => [group.displayName.toLowerCase(), group]));
  const wanted = assigned.filter(({ type }) => type === 'group');
  const pairs = wanted.flatMap(({ id, name }) => {
    const group = byId.get(id.toLowerCase()) ?? byName.get(name.toLowerCase());
    return group === undefined ? [] : [{ entraId: id, group }];
  });
  const found = new Set(pairs.map(({ entraId }) => entraId));
  const used = new Set(pairs.map(({ group }) => group.id));
  return {
    pairs,
    missing: wanted.filter(({ id }) => !found.has(id)),
    leftOver: groups.filter((group) => scimId(group) !== null && !used.has(group.id)),
  };
}
