import { newApplicationArn } from './applications.ts';
import { findAccount, findGroup, findUser } from './find.ts';
import { newPrincipalId } from './principal-ids.ts';
import type { PrincipalRef } from './state.ts';
import type { CheckedSeed } from './world-seed.ts';
import type { World } from './world.ts';

const createdAt = Date.parse('2024-01-01T00:00:00Z');

export function seedApplications(world: World, seed: CheckedSeed): void {
  for (const row of seed.applications) {
    const { managementAccountId, partition } = world.place;
    const accountId =
      row.accountId === undefined ? managementAccountId : findAccount(world, row.accountId).id;
    const arn = row.arn ?? newApplicationArn(world, row.name, accountId);
    const group = (id: string): PrincipalRef => ({ type: 'GROUP', id });
    const user = (id: string): PrincipalRef => ({ type: 'USER', id });
    world.applications.set(arn, {
      arn,
      name: row.name,
      accountId,
      provider: `arn:${partition}:sso::aws:applicationProvider/${row.provider}`,
      status: row.status,
      assignmentRequired: row.assignmentRequired,
      createdAt,
      assigned: [
        ...row.groups.map((name) => group(findGroup(world, name).id)),
        ...row.users.map((name) => user(findUser(world, name).id)),
        ...row.deletedGroups.map((name) => group(newPrincipalId(world, 'deleted group', name))),
      ],
    });
  }
}
