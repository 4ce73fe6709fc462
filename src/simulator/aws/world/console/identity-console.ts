import { findGroup, findUser } from '../find.ts';
import { externalId, newPrincipalId } from '../principal-ids.ts';
import type { Group } from '../state.ts';
import type { World } from '../world.ts';

export interface IdentityConsole {
  /** A group that Entra has just synced; its id. */
  addGroup(
    name: string,
    options?: { readonly members?: readonly string[]; readonly externalId?: string | null },
  ): string;
  renameGroup(group: string, name: string): void;
  /** Its assignments stay listed and are worth nothing. */
  deleteGroup(group: string): void;
  /** Deleted and synced again: same name and external id, new id, no access. */
  recreateGroup(group: string): string;
  addMember(group: string, user: string): void;
  removeMember(group: string, user: string): void;
  addUser(name: string): string;
  deleteUser(user: string): void;
}

export function identityConsole(world: World): IdentityConsole {
  const now = (): number => world.clock.now();
  const change = (group: string, part: (found: Group) => Partial<Group>): void => {
    const found = findGroup(world, group);
    world.groups.set(found.id, { ...found, ...part(found), updatedAt: now() });
  };
  const create = (
    name: string,
    members: readonly string[],
    external: string | undefined,
  ): string => {
    const id = newPrincipalId(world, 'group', name);
    world.groups.set(id, {
      id,
      name,
      description: undefined,
      externalId: external,
      members,
      createdAt: now(),
      updatedAt: now(),
    });
    return id;
  };
  const remove = (group: Group): void => {
    world.changePrincipals([{ type: 'GROUP', id: group.id }], () => {
      world.groups.delete(group.id);
    });
  };
  return {
    addGroup: (name, options = {}) =>
      create(
        name,
        (options.members ?? []).map((member) => findUser(world, member).id),
        externalId(options.externalId, 'group', name),
      ),
    renameGroup: (group, name) => {
      change(group, () => ({ name }));
    },
    deleteGroup: (group) => {
      remove(findGroup(world, group));
    },
    recreateGroup: (group) => {
      const found = findGroup(world, group);
      remove(found);
      return create(found.name, found.members, found.externalId);
    },
    addMember: (group, user) => {
      change(group, ({ members }) => ({ members: [...members, findUser(world, user).id] }));
    },
    removeMember: (group, user) => {
      const { id } = findUser(world, user);
      change(group, ({ members }) => ({ members: members.filter((one) => one !== id) }));
    },
    addUser: (name) => {
      const id = newPrincipalId(world, 'user', name);
      world.users.set(id, {
        id,
        name,
        displayName: name,
        email: name.includes('@') ? name : `${name}@example.com`,
        externalId: externalId(undefined, 'user', name),
        status: 'ENABLED',
        createdAt: now(),
        updatedAt: now(),
      });
      return id;
    },
    deleteUser: (user) => {
      const { id } = findUser(world, user);
      world.changePrincipals([{ type: 'USER', id }], () => {
        world.users.delete(id);
      });
      for (const group of world.groups.values().filter((one) => one.members.includes(id))) {
        change(group.id, ({ members }) => ({ members: members.filter((one) => one !== id) }));
      }
    },
  };
}
