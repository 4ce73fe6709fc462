import { success } from './provision-user.ts';
import { attempt, record } from './run.ts';
import type { Entry, Run } from './run.ts';
import type { Scope } from './scope.ts';

/** What was provisioned once and is not to be there any more, as things to do. */
export function departures(run: Run, scope: Scope): (() => Entry | undefined)[] {
  const { tenant, job } = run;
  const groups = [...job.links.groups]
    .filter(([id]) => !scope.groups.has(id))
    .map(
      ([id, targetId]) =>
        () =>
          deleteGroup(run, id, targetId),
    );
  const users = [...job.links.users]
    .filter(([id]) => !scope.users.has(id))
    .map(([id, targetId]) => {
      const isGone = tenant.users.get(id) === undefined && !tenant.deletedUsers.has(id);
      return () =>
        isGone
          ? deleteUser(run, id, targetId)
          : disableUser(run, id, targetId, scope.assigned.has(id) || tenant.deletedUsers.has(id));
    });
  return [...groups, ...users];
}

function deleteGroup(run: Run, id: string, targetId: string): Entry {
  const { tenant, job, target } = run;
  const group = tenant.groups.get(id) ?? tenant.deletedGroups.get(id)?.object;
  const base = { ...of('Group', id, targetId, group?.displayName), action: 'Delete' as const };
  const entry = attempt(base, () => {
    if (target.groups().some((one) => one.id === targetId)) target.deleteGroup(targetId);
    job.links.groups.delete(id);
    return { ...base, ...success };
  });
  return record(run, entry);
}

function deleteUser(run: Run, id: string, targetId: string): Entry {
  const { job, target } = run;
  const base = { ...of('User', id, targetId, undefined), action: 'Delete' as const };
  const entry = attempt(base, () => {
    if (target.users().some((one) => one.id === targetId)) target.deleteUser(targetId);
    job.links.users.delete(id);
    return { ...base, ...success };
  });
  return record(run, entry);
}

// Who is unassigned is forgotten with that, so that deleting the account later deletes nothing.
function disableUser(run: Run, id: string, targetId: string, isKept: boolean): Entry | undefined {
  const { tenant, job, target } = run;
  const user = tenant.users.get(id) ?? tenant.deletedUsers.get(id)?.object;
  const found = target.users().find((one) => one.id === targetId);
  if (!isKept) job.links.users.delete(id);
  if (found?.active !== true) return undefined;
  const base = {
    ...of('User', id, targetId, user?.userPrincipalName),
    action: 'Disable' as const,
    changes: [{ name: 'active', before: 'true', after: 'false' }],
  };
  const entry = attempt(base, () => {
    target.updateUser(targetId, { active: false });
    return { ...base, ...success };
  });
  return record(run, entry);
}

function of(
  type: 'User' | 'Group',
  id: string,
  targetId: string,
  name: string | undefined,
): Pick<Entry, 'changes' | 'source' | 'targetId' | 'targetName' | 'type'> {
  const shown = name ?? id;
  return { type, source: { id, name: shown }, targetId, targetName: shown, changes: [] };
}
