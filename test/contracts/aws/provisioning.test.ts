import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup, smallSeed } from './simulator.ts';
import type { Setup } from './simulator.ts';

const InlinePolicy = '{"Version":"2012-10-17","Statement":[]}';

async function stale({ sso, set }: Setup, permissionSet: string): Promise<string[]> {
  const { AccountIds } = await sso.send(
    new ListAccountsForProvisionedPermissionSetCommand({
      ...set(permissionSet),
      ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
    }),
  );
  return AccountIds ?? [];
}

async function provision(on: Setup, permissionSet: string, account?: string) {
  const { PermissionSetProvisioningStatus: started } = await on.sso.send(
    new ProvisionPermissionSetCommand({
      ...on.set(permissionSet),
      ...(account === undefined
        ? { TargetType: 'ALL_PROVISIONED_ACCOUNTS' }
        : { TargetType: 'AWS_ACCOUNT', TargetId: on.pair(permissionSet, account).AccountId }),
    }),
  );
  expect(started?.Status).toBe('IN_PROGRESS');
  await on.aws.settled();
  const ended = await on.sso.send(
    new DescribePermissionSetProvisioningStatusCommand({
      InstanceArn: on.InstanceArn,
      ProvisionPermissionSetRequestId: started?.RequestId,
    }),
  );
  return ended.PermissionSetProvisioningStatus;
}

describe('roles are behind their permission set until it is provisioned', () => {
  test('an edit leaves every account stale; one is brought up to date, then all', async () => {
    const on = await setup();
    expect(await stale(on, 'Admin')).toEqual([]);
    await on.sso.send(
      new PutInlinePolicyToPermissionSetCommand({ ...on.set('Admin'), InlinePolicy }),
    );
    expect(await stale(on, 'Admin')).toHaveLength(3);
    expect(on.aws.history()).toEqual([]);
    expect(await provision(on, 'Admin', 'dev')).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await stale(on, 'Admin')).toHaveLength(2);
    const notLatest = await on.sso.send(
      new ListPermissionSetsProvisionedToAccountCommand({
        InstanceArn: on.InstanceArn,
        AccountId: on.pair('Admin', 'prod').AccountId,
        ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
      }),
    );
    expect(notLatest.PermissionSets).toEqual([on.set('Admin').PermissionSetArn]);
    expect(await provision(on, 'Admin')).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await stale(on, 'Admin')).toEqual([]);
    expect(on.aws.history().map((one) => one.kind)).toEqual(
      Array.from({ length: 3 }, () => 'content-changed'),
    );
    expect(on.aws.log.invalid()).toEqual([]);
  });

  test('a seed can hold stale and unassigned pairs', async () => {
    const on = await setup({
      seed: {
        ...smallSeed,
        provisioned: [
          { permissionSet: 'Admin', account: 'dev', was: { managedPolicies: ['ReadOnlyAccess'] } },
          { permissionSet: 'Developer', account: 'prod' },
        ],
      },
    });
    expect(await stale(on, 'Admin')).toEqual([on.pair('Admin', 'dev').AccountId]);
    const access = on.aws.world.effectiveAccess();
    expect(
      access.find((one) => one.accountId === on.pair('Admin', 'dev').AccountId)?.content,
    ).toMatchObject({ managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
    const { AccountIds } = await on.sso.send(
      new ListAccountsForProvisionedPermissionSetCommand(on.set('Developer')),
    );
    expect(AccountIds).toContain(on.pair('Developer', 'prod').AccountId);
    expect(await provision(on, 'Developer', 'prod')).toMatchObject({ Status: 'FAILED' });
  });

  test('which scalar fields make roles stale is a knob', async () => {
    const on = await setup();
    const update = (part: { Description?: string; SessionDuration?: string }) =>
      on.sso.send(new UpdatePermissionSetCommand({ ...on.set('Developer'), ...part }));
    await update({});
    expect(await stale(on, 'Developer')).toEqual([]);
    on.aws.knobs.behaviour.staleningFields = ['sessionDuration'];
    await update({ Description: 'other words' });
    expect(await stale(on, 'Developer')).toEqual([]);
    await update({ SessionDuration: 'PT2H' });
    expect(await stale(on, 'Developer')).toHaveLength(1);
  });
});

describe('provisioning that fails', () => {
  test('a permission set that is assigned nowhere', async () => {
    const on = await setup();
    await on.sso.send(
      new CreatePermissionSetCommand({ InstanceArn: on.InstanceArn, Name: 'Unused' }),
    );
    for (const account of [undefined, 'dev']) {
      expect(await provision(on, 'Unused', account)).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'Received a 404 status error: Assignment not found.',
      });
    }
  });

  test('one verdict for all accounts: one suspended account, the others done', async () => {
    const on = await setup();
    on.aws.world.suspendAccount('prod');
    await on.sso.send(
      new PutInlinePolicyToPermissionSetCommand({ ...on.set('Admin'), InlinePolicy }),
    );
    expect(await provision(on, 'Admin')).toMatchObject({ Status: 'FAILED' });
    expect(await stale(on, 'Admin')).toEqual([on.pair('Admin', 'prod').AccountId]);
    const listed = await on.sso.send(
      new ListPermissionSetProvisioningStatusCommand({
        InstanceArn: on.InstanceArn,
        Filter: { Status: 'FAILED' },
      }),
    );
    expect(listed.PermissionSetsProvisioningStatus).toHaveLength(1);
  });

  test('a target account goes with its target type only', async () => {
    const { sso, set, pair } = await setup();
    await expect(
      sso.send(new ProvisionPermissionSetCommand({ ...set('Admin'), TargetType: 'AWS_ACCOUNT' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      sso.send(
        new ProvisionPermissionSetCommand({
          ...set('Admin'),
          TargetType: 'ALL_PROVISIONED_ACCOUNTS',
          TargetId: pair('Admin', 'dev').AccountId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('more accounts than one request takes', async () => {
    const { sso, set } = await setup({ knobs: { limits: { accountsPerProvisioning: 2 } } });
    const all = { ...set('Admin'), TargetType: 'ALL_PROVISIONED_ACCOUNTS' } as const;
    await expect(sso.send(new ProvisionPermissionSetCommand(all))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('provisioning and other work', () => {
  test('three at a time', async () => {
    const names = ['A', 'B', 'C', 'D'];
    const { aws, sso, set } = await setup({
      seed: {
        ...smallSeed,
        permissionSets: Object.fromEntries(names.map((name) => [name, {}])),
        assignments: [{ group: 'Admins', permissionSet: names, account: 'dev' }],
      },
    });
    const start = (name: string) =>
      sso.send(
        new ProvisionPermissionSetCommand({ ...set(name), TargetType: 'ALL_PROVISIONED_ACCOUNTS' }),
      );
    for (const name of names.slice(0, 3)) await start(name);
    await expect(start('D')).rejects.toMatchObject({ name: 'ThrottlingException' });
    await aws.settled();
    await start('D');
  });

  test('conflicts, for a while, with assignments and edits of the same set', async () => {
    const { aws, sso, set, row } = await setup();
    await sso.send(
      new ProvisionPermissionSetCommand({
        ...set('Admin'),
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }),
    );
    const assign = new CreateAccountAssignmentCommand(row({ group: 'Auditors' }, 'Admin', 'dev'));
    const edit = new PutInlinePolicyToPermissionSetCommand({ ...set('Admin'), InlinePolicy });
    const inProcess = {
      name: 'ConflictException',
      message: 'There is a conflicting operation in process.',
    };
    await expect(sso.send(assign)).rejects.toMatchObject(inProcess);
    await expect(sso.send(edit)).rejects.toMatchObject(inProcess);
    aws.knobs.behaviour.editWhileInFlight = 'accepted';
    await sso.send(edit);
    await aws.settled();
    await sso.send(assign);
  });

  test('a write that has not propagated yet makes the next one conflict', async () => {
    const { aws, sso, set } = await setup({ knobs: { durations: { writePropagation: 2000 } } });
    const edit = new PutInlinePolicyToPermissionSetCommand({ ...set('Admin'), InlinePolicy });
    const all = { ...set('Admin'), TargetType: 'ALL_PROVISIONED_ACCOUNTS' } as const;
    await sso.send(edit);
    for (const command of [edit, edit]) {
      await expect(sso.send(command)).rejects.toMatchObject({ name: 'ConflictException' });
    }
    await expect(sso.send(new ProvisionPermissionSetCommand(all))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    aws.clock.advance(2000);
    await sso.send(new ProvisionPermissionSetCommand(all));
  });

  test('takes its time: a base, and more for every account', async () => {
    const on = await setup();
    const start = on.aws.clock.now();
    await on.sso.send(
      new PutInlinePolicyToPermissionSetCommand({ ...on.set('Admin'), InlinePolicy }),
    );
    await provision(on, 'Admin');
    const ends = on.aws.history().map((one) => Date.parse(one.at) - start);
    expect(ends).toEqual([1700, 1900, 2100]);
  });
});
