import type { Group } from '../world/state.ts';
import { redundant, success } from './provision-user.ts';
import { attempt, changesBetween, record, withoutEmpty } from './run.ts';
import type { Entry, Run } from './run.ts';
import type { TargetGroup } from './target.ts';
import { TargetRefusal } from './target.ts';

export interface Membership {
  /** Ids of Entra users who are to be members. */
  readonly users: readonly string[];
  /** Whether whoever else is a member is removed. */
  readonly exactly: boolean;
}

/** Creates, updates or leaves the group at the other end, then its members. */
export function provisionGroup(run: Run, group: Group, membership: Membership): Entry {
  const { job, target } = run;
  const wanted = attributesOf(run, group);
  const found = find(run, group, wanted);
  const base = {
    type: 'Group' as const,
    source: { id: group.id, name: group.displayName },
    targetId: found?.id,
    targetName: wanted.displayName,
    changes: changesBetween({ ...found, members: undefined }, { ...wanted }),
  };
  const action = found === undefined ? 'Create' : 'Update';
  const entry = attempt({ ...base, action }, () => {
    const other = [...job.links.groups].find(([, id]) => id === found?.id)?.[0];
    if (other !== undefined && other !== group.id) {
      throw new TargetRefusal(
        'DuplicateSourceEntries',
        `The operation couldn't be completed because more than one group was found with the configured matching attributes: ${wanted.displayName}.`,
      );
    }
    const id = found?.id ?? target.createGroup(wanted);
    job.links.groups.set(group.id, id);
    if (found !== undefined && base.changes.length > 0)
      target.updateGroup(id, withoutEmpty(wanted));
    const members = syncMembers(run, id, membership);
    const changes = [...base.changes, ...members];
    if (found !== undefined && changes.length === 0) return { ...base, ...redundant('group') };
    return { ...base, ...success, action, targetId: id, changes };
  });
  return record(run, entry);
}

function find({ job, target }: Run, group: Group, wanted: Wanted): TargetGroup | undefined {
  const all = target.groups();
  const linked = all.find(({ id }) => id === job.links.groups.get(group.id));
  if (linked !== undefined) return linked;
  return job.mappings.groupMatch === 'externalId'
    ? all.find((one) => one.externalId !== undefined && one.externalId === wanted.externalId)
    : all.find((one) => one.displayName === wanted.displayName);
}

type Wanted = Omit<TargetGroup, 'id' | 'members'>;

function attributesOf({ job }: Run, group: Group): Wanted {
  const { groupExternalId } = job.mappings;
  const externalId = groupExternalId === 'objectId' ? group.id : group.displayName;
  return {
    displayName: group.displayName,
    externalId: groupExternalId === null ? undefined : externalId,
  };
}

function syncMembers({ job, target }: Run, id: string, membership: Membership): Entry['changes'] {
  const present = target.groups().find((group) => group.id === id)?.members ?? [];
  const wanted = membership.users.flatMap((user) => job.links.users.get(user) ?? []);
  const added = wanted.filter((user) => !present.includes(user));
  const removed = membership.exactly ? present.filter((user) => !wanted.includes(user)) : [];
  for (const user of added) target.addMember(id, user);
  for (const user of removed) target.removeMember(id, user);
  return [
    ...added.map((user) => ({ name: 'members', before: null, after: user })),
    ...removed.map((user) => ({ name: 'members', before: user, after: null })),
  ];
}
