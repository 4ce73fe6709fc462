import type { SimulatedClock } from '../../clock.ts';
import { enabled } from './access-control.ts';
import { assign } from './access.ts';
import { findAccount, findGroup, findPermissionSet, findUser } from './find.ts';
import { makePlace, managementName, seedAccountId } from './make-place.ts';
import type { SeedAccount } from './make-place.ts';
import { externalId, newPrincipalId } from './principal-ids.ts';
import { seedApplications } from './seed-applications.ts';
import { seedContent } from './seed-content.ts';
import { pairKey } from './state.ts';
import type { PrincipalRef } from './state.ts';
import { makeUnits } from './units.ts';
import { worldSeed } from './world-seed.ts';
import type { CheckedSeed, WorldSeed } from './world-seed.ts';
import { World } from './world.ts';

const seededAt = Date.parse('2024-01-01T00:00:00Z');

export function makeWorld(input: WorldSeed, clock: SimulatedClock, readLag: () => number): World {
  const seed = worldSeed.parse(input);
  const accounts = withManagement(seed);
  // What the organization starts with is no change that a read could miss.
  let isSeeded = false;
  const world = new World(makePlace(seed, accounts), clock, () => (isSeeded ? readLag() : 0));
  seedAccounts(world, seed, accounts);
  seedUsers(world, seed);
  seedGroups(world, seed);
  seedPermissionSets(world, seed);
  seedAssignments(world, seed);
  seedProvisioned(world, seed);
  seedApplications(world, seed);
  if (seed.accessControlAttributes !== undefined) {
    world.accessControl = enabled(seed.accessControlAttributes);
  }
  world.history.changes.length = 0;
  isSeeded = true;
  return world;
}

function withManagement(seed: CheckedSeed): SeedAccount[] {
  if (seed.accounts.some((account) => account.management)) return seed.accounts;
  const management: SeedAccount = {
    name: managementName,
    management: true,
    ou: '/',
    tags: {},
    state: 'ACTIVE',
    joined: '2020-01-01T00:00:00Z',
    joinedMethod: 'CREATED',
    policies: [],
  };
  return [management, ...seed.accounts];
}

function seedAccounts(world: World, seed: CheckedSeed, accounts: readonly SeedAccount[]): void {
  const unitIds = makeUnits(world, [...seed.organizationalUnits, ...accounts.map(({ ou }) => ou)]);
  for (const account of accounts) {
    const id = seedAccountId(seed, account);
    const clash = world.accounts.get(id);
    if (clash !== undefined) {
      throw new Error(
        `accounts "${clash.name}" and "${account.name}" both have id ${id}: give one an id`,
      );
    }
    world.accounts.set(id, {
      id,
      name: account.name,
      email: account.email ?? `aws+${id}@example.com`,
      state: account.state,
      joinedAt: Date.parse(account.joined),
      joinedMethod: account.joinedMethod,
      parentId: unitIds(account.ou),
      tags: account.tags,
      policies: account.policies,
    });
  }
}

function seedUsers(world: World, seed: CheckedSeed): void {
  const members = Object.values(seed.groups).flatMap((group) => group.members);
  const listed = Object.keys(seed.users);
  for (const name of new Set([...listed, ...members])) {
    const user = seed.users[name];
    const id = user?.id ?? newPrincipalId(world, 'user', name);
    world.users.set(id, {
      id,
      name,
      displayName: user?.displayName ?? name,
      email: user?.email ?? (name.includes('@') ? name : `${name}@example.com`),
      externalId: externalId(user?.externalId, 'user', name),
      status: user?.status ?? 'ENABLED',
      createdAt: seededAt,
      updatedAt: seededAt,
    });
  }
}

function seedGroups(world: World, seed: CheckedSeed): void {
  for (const [name, group] of Object.entries(seed.groups)) {
    const id = group.id ?? newPrincipalId(world, 'group', name);
    world.groups.set(id, {
      id,
      name,
      description: group.description,
      externalId: externalId(group.externalId, 'group', name),
      members: group.members.map((member) => findUser(world, member).id),
      createdAt: seededAt,
      updatedAt: seededAt,
    });
  }
}

function seedPermissionSets(world: World, seed: CheckedSeed): void {
  const { partition } = world.place;
  for (const [name, set] of Object.entries(seed.permissionSets)) {
    const arn = world.newSetArn(name);
    world.permissionSets.set(arn, {
      arn,
      name,
      description: set.description,
      createdAt: seededAt,
      tags: set.tags,
      content: seedContent(partition, set),
      version: 1,
      writtenAt: 0,
    });
  }
}

function seedAssignments(world: World, seed: CheckedSeed): void {
  const groupId = cached((name) => findGroup(world, name).id);
  const userId = cached((name) => findUser(world, name).id);
  const accountId = cached((name) => findAccount(world, name).id);
  const setNamed = cached((name) => findPermissionSet(world, name));
  // The same name always means the same principal that is no more.
  const deletedGroupId = cached((name) => newPrincipalId(world, 'deleted group', name));
  const deletedUserId = cached((name) => newPrincipalId(world, 'deleted user', name));
  for (const row of seed.assignments) {
    const principals: PrincipalRef[] = [
      ...(row.group ?? []).map((name) => group(groupId(name))),
      ...(row.user ?? []).map((name) => user(userId(name))),
      ...(row.deletedGroup ?? []).map((name) => group(deletedGroupId(name))),
      ...(row.deletedUser ?? []).map((name) => user(deletedUserId(name))),
    ];
    for (const name of row.permissionSet) {
      for (const account of row.account) {
        for (const principal of principals) {
          assign(world, accountId(account), setNamed(name), principal);
        }
      }
    }
  }
}

function seedProvisioned(world: World, seed: CheckedSeed): void {
  for (const row of seed.provisioned) {
    for (const name of row.permissionSet) {
      let set = findPermissionSet(world, name);
      if (row.was !== undefined && set.version === 1) {
        set = { ...set, version: 2 };
        world.permissionSets.set(set.arn, set);
        for (const pair of world.pairsOfSet(world, set.arn)) world.setPair({ ...pair, version: 2 });
      }
      const now = seed.permissionSets[set.name];
      const was = row.was && now && seedContent(world.place.partition, { ...now, ...row.was });
      for (const account of row.account) {
        const { id } = findAccount(world, account);
        const key = pairKey(id, set.arn);
        const before = world.pairs.get(key);
        world.setPair({
          key,
          accountId: id,
          permissionSetArn: set.arn,
          assignments: before?.assignments ?? [],
          version: was === undefined ? set.version : 1,
          content: was ?? set.content,
          role: before?.role,
        });
      }
    }
  }
}

// Large seeds name the same things again and again.
function cached<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const value = known.get(name) ?? find(name);
    known.set(name, value);
    return value;
  };
}

const group = (id: string): PrincipalRef => ({ type: 'GROUP', id });
const user = (id: string): PrincipalRef => ({ type: 'USER', id });
