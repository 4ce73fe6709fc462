import type { PrincipalReference } from '../mapping/mapping.ts';
import type { DeletedGroup, Directory, DirectoryGroup } from '../model/directory.ts';
import { unsyncedId, type Group, type Principal } from '../model/principal.ts';
import { remembered } from '../model/remembered.ts';
import { foldedName, type GroupJoins, groupsByExternalId, isSameName } from './join-groups.ts';

/** What Entra and the identity store together say of a group that a rule names. */
export type GroupResolution =
  | {
      readonly principal: Principal;
      readonly group: DirectoryGroup;
      /** False where the identity store does not have it yet: then its grants wait. */
      readonly synced: boolean;
      /** Live groups of the same name that are others. */
      readonly namesakes: readonly Group[];
    }
  | { readonly problem: 'unknown' }
  /** Several groups of Entra; `ids` are object ids. */
  | { readonly problem: 'ambiguous-in-entra'; readonly ids: readonly string[] }
  /** One of Entra that nothing tells from others in AWS; `ids` are object ids, its own among them. */
  | {
      readonly problem: 'indistinct';
      readonly group: DirectoryGroup;
      readonly ids: readonly string[];
    }
  /** Several of the identity store, or twins that differ only by case: AWS does not say whether it tells those apart. */
  | { readonly problem: 'ambiguous'; readonly ids: readonly string[] }
  | { readonly problem: 'deleted'; readonly deleted: DeletedGroup }
  /** In the identity store alone: made there, or left behind by a rename or deletion in Entra. */
  | { readonly problem: 'not-in-entra'; readonly ids: readonly string[] }
  | { readonly problem: 'not-security-enabled'; readonly group: DirectoryGroup };

/** Looks a name or object id up in Entra first, because names in AWS follow it and can be old. */
export function resolveDirectoryGroup(
  reference: PrincipalReference & { readonly by: 'name' | 'entra' },
  directory: Directory,
  joins: GroupJoins,
  live: readonly Group[],
): GroupResolution {
  const candidates = groupsMeant(reference, joins);
  const [group, ...others] = candidates;
  if (others.length > 0) {
    return { problem: 'ambiguous-in-entra', ids: candidates.map(({ id }) => id) };
  }
  if (group === undefined) return absent(reference, directory, live);
  if (reference.by === 'name' && !isSameName(group.displayName, reference.value)) {
    return { problem: 'unknown' };
  }
  const carriers = joins.carriersOf(group);
  if (carriers.length > 1) return { problem: 'ambiguous', ids: carriers.map(({ id }) => id) };
  const [carrier] = carriers;
  const doubles = new Set([
    ...twinsOf(group, directory, joins),
    ...(carrier === undefined ? [] : joins.carriedBy(carrier.id)),
  ]);
  if (doubles.size > 1) return { problem: 'indistinct', group, ids: [...doubles] };
  if (carrier === undefined && !group.securityEnabled) {
    return { problem: 'not-security-enabled', group };
  }
  return {
    principal: {
      type: 'GROUP',
      id: carrier?.id ?? unsyncedId(group.id),
      name: carrier?.displayName ?? group.displayName,
      entraObjectId: group.id,
    },
    group,
    synced: carrier !== undefined,
    namesakes: joins.namesakesOf(group),
  };
}

/** Every group that a name or object id may mean, also where that is in doubt. */
export function groupsMeant(
  { type, by, value }: PrincipalReference,
  { inEntra }: GroupJoins,
): readonly DirectoryGroup[] {
  return type !== 'GROUP' || by === 'id' ? [] : inEntra(by, value);
}

/** Groups of Entra that would all be taken for what comes to AWS under this name. */
function twinsOf(
  { displayName }: DirectoryGroup,
  { join }: Directory,
  { inEntra }: GroupJoins,
): readonly string[] {
  return join === 'external-id' ? [] : inEntra('name', displayName).map(({ id }) => id);
}

function absent(
  { by, value }: PrincipalReference & { readonly by: 'name' | 'entra' },
  directory: Directory,
  live: readonly Group[],
): GroupResolution {
  const deleted = directory.deleted === null ? null : deletedIn(directory.deleted);
  const [gone] = deleted?.[by].get(by === 'name' ? foldedName(value) : value) ?? [];
  if (gone !== undefined) return { problem: 'deleted', deleted: gone };
  const left = liveIn(live)[by].get(by === 'name' ? value.normalize('NFC') : value) ?? [];
  if (left.length > 0) return { problem: 'not-in-entra', ids: left.map(({ id }) => id) };
  return { problem: 'unknown' };
}

/** Graph compares names without case, so this does too: twins by case are several. */
const deletedIn = remembered((deleted: readonly DeletedGroup[]) => ({
  name: Map.groupBy(deleted, ({ displayName }) => foldedName(displayName)),
  entra: Map.groupBy(deleted, ({ id }) => id),
}));

const liveIn = remembered((live: readonly Group[]) => ({
  name: Map.groupBy(live, ({ displayName }) => displayName.normalize('NFC')),
  entra: groupsByExternalId(live),
}));
