import type { Mapping } from '../mapping/mapping.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Version, Versions } from '../plan/attribute.ts';
import { diffGroups } from '../plan/diff-groups.ts';
import { othersOf } from './touched.ts';

export const usersAmongHolders =
  'a user who is named by object id is found only among those who hold something';

/** Why the difference between versions of the files cannot tell what to read; null where it can. */
export function whyEverything(
  versions: Versions,
  ground: Pick<Snapshot, 'directory' | 'groups'>,
): string | null {
  const { head, base, lastApplied } = versions;
  if (base === null) return 'there are no files to compare with';
  if (lastApplied === null) return 'no apply was complete yet, so nothing is known to be live';
  const scope = scopeOf(head.mapping);
  if (othersOf(versions).some(({ mapping }) => scopeOf(mapping) !== scope)) {
    return 'what is ignored or whether rules may name users changes';
  }
  if ([head, ...othersOf(versions)].some(namesUserByObjectId)) {
    return usersAmongHolders;
  }
  const leaving = diffGroups(head.desired, ground).some(
    ({ kind }) => kind === 'unassign-group-from-application',
  );
  return leaving ? 'a group is taken out of Entra, so all that it holds counts' : null;
}

export function namesUserByObjectId({ mapping }: Version): boolean {
  return mapping.rules.some(({ principals }) =>
    principals.some(({ value: { type, by } }) => type === 'USER' && by === 'entra'),
  );
}

/** All that decides which live assignments are anybody's to plan, whatever the rules say. */
function scopeOf({ settings, accountSets }: Mapping): string {
  const { users, ignore } = settings;
  const sets = ignore.some(({ accounts }) => accounts?.some(({ value }) => value.kind === 'set'))
    ? accountSets
    : [];
  return JSON.stringify({ users, ignore, sets }, (key, value: unknown) =>
    // Where it stands in a file is no difference.
    key === 'at' ? undefined : value,
  );
}
