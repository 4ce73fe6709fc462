import { uuid } from '../../aws/world/ids.ts';
import type { ProvisioningTarget, TargetGroup, TargetUser } from './target.ts';

/** The other end of a job that nobody looks at. */
export function memoryTarget(): ProvisioningTarget {
  const users = new Map<string, TargetUser>();
  const groups = new Map<string, TargetGroup>();
  let made = 0;
  const newId = (): string => {
    made += 1;
    return uuid('memory target', String(made));
  };
  const changeGroup = (id: string, change: (group: TargetGroup) => TargetGroup): void => {
    const group = groups.get(id);
    if (group !== undefined) groups.set(id, change(group));
  };
  return {
    users: () => [...users.values()],
    groups: () => [...groups.values()],
    createUser: (user) => {
      const id = newId();
      users.set(id, { ...user, id });
      return id;
    },
    updateUser: (id, change) => {
      const user = users.get(id);
      if (user !== undefined) users.set(id, { ...user, ...change });
    },
    deleteUser: (id) => {
      users.delete(id);
    },
    createGroup: (group) => {
      const id = newId();
      groups.set(id, { ...group, id, members: [] });
      return id;
    },
    updateGroup: (id, change) => {
      changeGroup(id, (group) => ({ ...group, ...change }));
    },
    deleteGroup: (id) => {
      groups.delete(id);
    },
    addMember: (id, user) => {
      changeGroup(id, (group) => ({ ...group, members: [...group.members, user] }));
    },
    removeMember: (id, user) => {
      changeGroup(id, (group) => ({
        ...group,
        members: group.members.filter((one) => one !== user),
      }));
    },
  };
}
