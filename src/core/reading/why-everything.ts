import type { Mapping } from '../mapping/mapping.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Versions } from '../plan/attribute.ts';
import { diffGroups } from '../plan/diff-groups.ts';

/** Files that count, each only where it is for the same instance and owner as head. */
export interface ComparedFiles {
  readonly head: Mapping;
  readonly base: Mapping | null;
  readonly lastApplied: Mapping | null;
  readonly between: readonly Mapping[];
}

/** Why the difference between the files cannot tell what to read; null where it can. */
export function whyEverything({ head, base, lastApplied, between }: ComparedFiles): string | null {
  if (base === null) return 'there are no files to compare with';
  if (lastApplied === null) return 'no apply was complete yet, so nothing is known to be live';
  const scope = scopeOf(head);
  const others = [base, lastApplied, ...between];
  if (others.some((mapping) => scopeOf(mapping) !== scope)) {
    return 'what is ignored or whether rules may name users changes';
  }
  return whyUsersNeedAll([head, ...others]);
}

/** Users who are named so are not asked for one by one: their external ids are seen where they hold something. */
export function whyUsersNeedAll(mappings: readonly Mapping[]): string | null {
  return mappings.some(namesUserByObjectId)
    ? 'a user who is named by object id is found only among those who hold something'
    : null;
}

/** A group that leaves Entra dies in AWS with whatever it holds, so all of that must be known. */
export function whyHoldingsCount(
  { head }: Versions,
  ground: Pick<Snapshot, 'directory' | 'groups'>,
): string | null {
  const leaving = diffGroups(head.desired, ground).some(
    ({ kind }) => kind === 'unassign-group-from-application',
  );
  return leaving ? 'a group is taken out of Entra, so all that it holds counts' : null;
}

function namesUserByObjectId({ rules, applications }: Mapping): boolean {
  return [...rules, ...applications].some(({ principals }) =>
    principals.some(({ value: { type, by } }) => type === 'USER' && by === 'entra'),
  );
}

/** Whether the files say anything different, wherever it stands in them. */
export function filesDiffer({ head, base, lastApplied, between }: ComparedFiles): boolean {
  const others = new Set([base, lastApplied, ...between].filter((each) => each !== head));
  const words = others.size === 0 ? '' : withoutPlaces(head);
  return [...others].some((each) => each === null || withoutPlaces(each) !== words);
}

/** Where something stands in a file is no difference. */
function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => (key === 'at' ? undefined : member));
}

/** All that decides which live assignments are anybody's to plan, whatever the rules say. */
function scopeOf({ settings, accountSets }: Mapping): string {
  const { users, ignore } = settings;
  const sets = ignore.some(({ accounts }) => accounts?.some(({ value }) => value.kind === 'set'))
    ? accountSets
    : [];
  return withoutPlaces({ users, ignore, sets });
}
