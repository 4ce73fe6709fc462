import type { Account, Application, Group, PermissionSet, PrincipalRef, User } from './state.ts';
import type { World } from './world.ts';

/** Look-ups by name or id for seeds and tests; a name that means nothing is a mistake in them. */
export function findAccount(world: World, nameOrId: string): Account {
  const found = world.accounts.get(nameOrId) ?? byName(world.accounts.values(), nameOrId);
  return found ?? unknown('account', nameOrId);
}

export function findGroup(world: World, nameOrId: string): Group {
  const found = world.groups.get(nameOrId) ?? byName(world.groups.values(), nameOrId);
  return found ?? unknown('group', nameOrId);
}

export function findUser(world: World, nameOrId: string): User {
  const found = world.users.get(nameOrId) ?? byName(world.users.values(), nameOrId);
  return found ?? unknown('user', nameOrId);
}

export function findPermissionSet(world: World, nameOrArn: string): PermissionSet {
  const found =
    world.permissionSets.get(nameOrArn) ?? byName(world.permissionSets.values(), nameOrArn);
  return found ?? unknown('permission set', nameOrArn);
}

export function findApplication(world: World, nameOrArn: string): Application {
  const found = world.applications.get(nameOrArn) ?? byName(world.applications.values(), nameOrArn);
  return found ?? unknown('application', nameOrArn);
}

/** Who somebody means: `{ group }` or `{ user }` by name, or any principal by id. */
export type Who = { readonly group: string } | { readonly user: string } | PrincipalRef;

export function findPrincipal(world: World, who: Who): PrincipalRef {
  if ('group' in who) return { type: 'GROUP', id: findGroup(world, who.group).id };
  if ('user' in who) return { type: 'USER', id: findUser(world, who.user).id };
  return who;
}

function byName<T extends { readonly name: string }>(
  all: readonly T[],
  name: string,
): T | undefined {
  const found = all.filter((one) => one.name === name);
  if (found.length > 1)
    throw new Error(`"${name}" is the name of ${found.length} things; use the id`);
  return found[0];
}

function unknown(kind: string, name: string): never {
  throw new Error(`the simulated organization has no ${kind} "${name}"`);
}
