import { newPrincipalId } from '../principal-ids.ts';
import type { Group, User } from '../state.ts';
import type { World } from '../world.ts';

type NewUser = Pick<User, 'displayName' | 'email' | 'externalId' | 'name' | 'status'>;
type NewGroup = Pick<Group, 'externalId' | 'name'>;

/** What an identity provider does to the identity store over SCIM, by id. */
export interface ScimConsole {
  users(): readonly User[];
  groups(): readonly Group[];
  createUser(user: NewUser): string;
  updateUser(id: string, change: Partial<NewUser>): void;
  deleteUser(id: string): void;
  createGroup(group: NewGroup): string;
  updateGroup(id: string, change: Partial<Group>): void;
  /** Its assignments stay listed and are worth nothing. */
  deleteGroup(id: string): void;
}

export function scimConsole(world: World): ScimConsole {
  const now = (): number => world.clock.now();
  const updateGroup = (id: string, change: Partial<Group>): void => {
    const found = world.groups.get(id);
    if (found === undefined) throw new Error(`there is no group ${id}`);
    world.groups.set(id, { ...found, ...change, updatedAt: now() });
  };
  return {
    users: () => world.users.values(),
    groups: () => world.groups.values(),
    createUser: (user) => {
      const id = newPrincipalId(world, 'user', user.name);
      world.users.set(id, { ...user, id, createdAt: now(), updatedAt: now() });
      return id;
    },
    updateUser: (id, change) => {
      const found = world.users.get(id);
      if (found === undefined) throw new Error(`there is no user ${id}`);
      world.users.set(id, { ...found, ...change, updatedAt: now() });
    },
    deleteUser: (id) => {
      world.changePrincipals([{ type: 'USER', id }], () => {
        world.users.delete(id);
      });
      for (const group of world.groups.values().filter((one) => one.members.includes(id))) {
        updateGroup(group.id, { members: group.members.filter((one) => one !== id) });
      }
    },
    createGroup: ({ name, externalId }) => {
      const id = newPrincipalId(world, 'group', name);
      world.groups.set(id, {
        id,
        name,
        description: undefined,
        externalId,
        members: [],
        createdAt: now(),
        updatedAt: now(),
      });
      return id;
    },
    updateGroup,
    deleteGroup: (id) => {
      world.changePrincipals([{ type: 'GROUP', id }], () => {
        world.groups.delete(id);
      });
    },
  };
}
