import type { Machine } from '../../machine.ts';
import { findDeletedGroup, findGroup, findPrincipal, findUser } from '../find.ts';
import { addUser } from '../make-objects.ts';
import { makeGroup } from '../make-tenant.ts';
import type { Group, User } from '../state.ts';
import { groupSeed } from '../tenant-seed.ts';
import type { GroupOptions, UserOptions } from '../tenant-seed.ts';
import { unknown } from '../tenant.ts';

export interface DirectoryConsole {
  addUser(name: string, options?: UserOptions): string;
  changeUser(user: string, change: Partial<Omit<User, 'createdAt' | 'id'>>): void;
  /** Restorable for a while, as in the portal. */
  deleteUser(user: string): void;
  restoreUser(name: string): void;
  /** A deleted one, for good. */
  purgeUser(name: string): void;
  /** Members by principal name or key; its id. */
  addGroup(key: string, options?: GroupOptions): string;
  changeGroup(
    group: string,
    change: Partial<Omit<Group, 'createdAt' | 'id' | 'key' | 'members'>>,
  ): void;
  renameGroup(group: string, displayName: string): void;
  /** Restorable, unless a knob says that security groups are gone at once. */
  deleteGroup(group: string): void;
  restoreGroup(group: string): void;
  /** A deleted one, for good. */
  purgeGroup(group: string): void;
  /** Deleted and made again with the same name and members: another id, assigned to nothing. */
  recreateGroup(group: string): string;
  /** Users by principal name, groups by key. */
  addMember(group: string, member: string): void;
  removeMember(group: string, member: string): void;
}

export function directoryConsole({ tenant, knobs }: Machine): DirectoryConsole {
  const now = (): number => tenant.clock.now();
  const change = (group: string, part: (found: Group) => Partial<Group>): void => {
    const found = findGroup(tenant, group);
    tenant.groups.set(found.id, { ...found, ...part(found) });
  };
  const addGroup = (key: string, options: GroupOptions): string => {
    const parts = groupSeed.parse(options);
    const members = parts.members.map((name) => findPrincipal(tenant, name).id);
    const group = makeGroup(key, parts.id ?? tenant.newId('group', key), parts, members, now());
    tenant.groups.set(group.id, group);
    return group.id;
  };
  const deleteGroup = (group: Group): void => {
    tenant.groups.delete(group.id);
    const isGone = knobs.behaviour.deletedSecurityGroups === 'gone';
    if (isGone && !group.groupTypes.includes('Unified')) tenant.unassignAll(group.id);
    else tenant.deletedGroups.set(group.id, { at: now(), object: group });
  };
  const deletedUser = (name: string): User => {
    const all = [...tenant.deletedUsers.values()].map(({ object }) => object);
    const found = all.find((user) => user.id === name || user.userPrincipalName === name);
    return found ?? unknown('deleted user', name);
  };
  return {
    addUser: (name, options = {}) => addUser(tenant, name, options, now()),
    changeUser: (user, part) => {
      const found = findUser(tenant, user);
      tenant.users.set(found.id, { ...found, ...part });
    },
    deleteUser: (user) => {
      const found = findUser(tenant, user);
      tenant.users.delete(found.id);
      tenant.deletedUsers.set(found.id, { at: now(), object: found });
    },
    restoreUser: (name) => {
      const found = deletedUser(name);
      tenant.deletedUsers.delete(found.id);
      tenant.users.set(found.id, found);
    },
    purgeUser: (name) => {
      const { id } = deletedUser(name);
      tenant.deletedUsers.delete(id);
      tenant.unassignAll(id);
    },
    addGroup: (key, options = {}) => addGroup(key, options),
    changeGroup: (group, part) => {
      change(group, () => part);
    },
    renameGroup: (group, displayName) => {
      change(group, () => ({ displayName }));
    },
    deleteGroup: (group) => {
      deleteGroup(findGroup(tenant, group));
    },
    restoreGroup: (group) => {
      const { object } = findDeletedGroup(tenant, group);
      tenant.deletedGroups.delete(object.id);
      tenant.groups.set(object.id, object);
    },
    purgeGroup: (group) => {
      const { object } = findDeletedGroup(tenant, group);
      tenant.deletedGroups.delete(object.id);
      tenant.unassignAll(object.id);
    },
    recreateGroup: (group) => {
      const found = findGroup(tenant, group);
      deleteGroup(found);
      const id = tenant.newId('group', found.key);
      tenant.groups.set(id, { ...found, id, createdAt: now() });
      return id;
    },
    addMember: (group, member) => {
      const { id } = findPrincipal(tenant, member);
      change(group, ({ members }) => ({ members: [...new Set([...members, id])] }));
    },
    removeMember: (group, member) => {
      const { id } = findPrincipal(tenant, member);
      change(group, ({ members }) => ({ members: members.filter((one) => one !== id) }));
    },
  };
}
