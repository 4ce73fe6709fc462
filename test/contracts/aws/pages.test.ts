import { ListGroupsCommand, paginateListGroups } from '@aws-sdk/client-identitystore';
import { ListAccountsCommand, paginateListAccounts } from '@aws-sdk/client-organizations';
import {
  ListPermissionSetsCommand,
  ListPermissionSetsProvisionedToAccountCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup } from './simulator.ts';
import type { Setup } from './simulator.ts';

const seed = {
  accounts: Array.from({ length: 24 }, (_, index) => ({ name: `account-${index}` })),
  groups: Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`Group ${index}`, []])),
  permissionSets: Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`Set${index}`, {}])),
};

async function sizes({ sso, InstanceArn }: Setup, MaxResults?: number): Promise<number[]> {
  const found: number[] = [];
  const seen = new Set<string>();
  let NextToken: string | undefined;
  do {
    const answer = await sso.send(
      new ListPermissionSetsCommand({ InstanceArn, MaxResults, NextToken }),
    );
    found.push(answer.PermissionSets?.length ?? 0);
    for (const arn of answer.PermissionSets ?? []) seen.add(arn);
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  expect(seen.size).toBe(7);
  return found;
}

describe('pages', () => {
  test('are as long as asked for, and as the service allows', async () => {
    const on = await setup({ seed });
    expect(await sizes(on, 3)).toEqual([3, 3, 1]);
    expect(await sizes(on)).toEqual([7]);
    const { store, organizations, IdentityStoreId } = on;
    const groups: number[] = [];
    for await (const page of paginateListGroups({ client: store }, { IdentityStoreId })) {
      groups.push(page.Groups?.length ?? 0);
    }
    expect(groups).toEqual([100, 30]);
    const accounts: number[] = [];
    for await (const page of paginateListAccounts({ client: organizations }, {})) {
      accounts.push(page.Accounts?.length ?? 0);
    }
    expect(accounts).toEqual([20, 5]);
    await expect(
      organizations.send(new ListAccountsCommand({ MaxResults: 21 })),
    ).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'MAX_VALUE_EXCEEDED' });
    await expect(
      store.send(new ListGroupsCommand({ IdentityStoreId, MaxResults: 101 })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('may be short, empty in the middle, and empty at the end', async () => {
    const on = await setup({ seed });
    on.aws.knobs.pages.maxSize = 2;
    expect(await sizes(on, 3)).toEqual([2, 2, 2, 1]);
    on.aws.knobs.pages.emptyEvery = 2;
    expect(await sizes(on, 3)).toEqual([0, 2, 0, 2, 0, 2, 0, 1]);
    on.aws.knobs.pages.emptyEvery = 0;
    on.aws.knobs.pages.trailingEmpty = true;
    expect(await sizes(on, 5)).toEqual([2, 2, 2, 1, 0]);
  });

  test('come in an order that nobody may rely on', async () => {
    const on = await setup({ seed });
    const order = async (orderSeed: number | null): Promise<string[]> => {
      on.aws.knobs.pages.orderSeed = orderSeed;
      const answer = await on.sso.send(
        new ListPermissionSetsCommand({ InstanceArn: on.InstanceArn }),
      );
      return answer.PermissionSets ?? [];
    };
    const sorted = await order(null);
    expect(sorted).toEqual(sorted.toSorted());
    expect(await order(1)).not.toEqual(sorted);
    expect(await order(2)).not.toEqual(await order(1));
    expect((await order(1)).toSorted()).toEqual(sorted);
    on.aws.knobs.pages.maxSize = 2;
    await sizes(on);
  });

  test('tokens are good for their own list only', async () => {
    const { aws, sso, store, organizations, InstanceArn, IdentityStoreId } = await setup({ seed });
    const { NextToken } = await sso.send(
      new ListPermissionSetsCommand({ InstanceArn, MaxResults: 2 }),
    );
    const AccountId = aws.world.state.place.managementAccountId;
    for (const command of [
      new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId, NextToken }),
    ]) {
      await expect(sso.send(command)).rejects.toMatchObject({ name: 'ValidationException' });
    }
    const broken = `x${NextToken}`;
    await expect(
      sso.send(new ListPermissionSetsCommand({ InstanceArn, NextToken: broken })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      store.send(new ListGroupsCommand({ IdentityStoreId, NextToken })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      organizations.send(new ListAccountsCommand({ NextToken: 'anything' })),
    ).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'INVALID_NEXT_TOKEN' });
  });

  test('go on where they stopped when the list changes meanwhile', async () => {
    const { aws, sso, InstanceArn } = await setup({ seed });
    const first = await sso.send(new ListPermissionSetsCommand({ InstanceArn, MaxResults: 3 }));
    const gone = first.PermissionSets?.[0] ?? '';
    aws.world.consoleDeletePermissionSet(gone);
    const { NextToken } = first;
    const rest = await sso.send(new ListPermissionSetsCommand({ InstanceArn, NextToken }));
    expect(rest.PermissionSets).toHaveLength(4);
  });
});
