import {
  ListAccountAssignmentsForPrincipalCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  paginateListAccountAssignmentsForPrincipal,
  paginateListPermissionSetsProvisionedToAccount,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { findAccount, findPrincipal } from '../../../src/simulator/aws/world/find.ts';
import type { Who } from '../../../src/simulator/aws/world/find.ts';
import { setup, smallSeed, textWith } from './simulator.ts';
import type { Clients, Setup } from './simulator.ts';

const bob = { user: 'bob' };
const developers = { group: 'Developers' };
const Admins = { group: 'Admins' };

function principal({ aws, InstanceArn }: Setup, who: Who) {
  const { type: PrincipalType, id: PrincipalId } = findPrincipal(aws.world.state, who);
  return { InstanceArn, PrincipalType, PrincipalId };
}

/** `GROUP Developer dev` for each row, sorted. */
async function held(on: Setup, input: ReturnType<typeof principal>, as: Clients = on) {
  const { AccountAssignments = [] } = await as.sso.send(
    new ListAccountAssignmentsForPrincipalCommand(input),
  );
  const { accounts, permissionSets } = on.aws.world.state;
  return AccountAssignments.map(({ PrincipalType, PermissionSetArn = '', AccountId = '' }) =>
    [PrincipalType, permissionSets.get(PermissionSetArn)?.name, accounts.get(AccountId)?.name].join(
      ' ',
    ),
  ).toSorted();
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'no error';
}

describe('what a principal holds', () => {
  test('a group holds what it was given, in every account, and one account alone if asked', async () => {
    const on = await setup();
    const input = principal(on, Admins);
    expect(await held(on, input)).toEqual([
      'GROUP Admin dev',
      'GROUP Admin management',
      'GROUP Admin prod',
    ]);
    const Filter = { AccountId: findAccount(on.aws.world.state, 'prod').id };
    const { AccountAssignments } = await on.sso.send(
      new ListAccountAssignmentsForPrincipalCommand({ ...input, Filter }),
    );
    expect(AccountAssignments).toEqual([
      {
        AccountId: Filter.AccountId,
        PermissionSetArn: on.set('Admin').PermissionSetArn,
        PrincipalId: input.PrincipalId,
        PrincipalType: 'GROUP',
      },
    ]);
    expect(await held(on, principal(on, { group: 'Auditors' }))).toEqual([]);
    expect(on.aws.log.invalid()).toEqual([]);
  });

  test('a user holds its own and, as the knob says, what its groups hold, told apart by the rows', async () => {
    const on = await setup({
      seed: {
        ...smallSeed,
        groups: { ...smallSeed.groups, Auditors: ['bob'] },
        assignments: [
          ...smallSeed.assignments,
          { user: 'bob', permissionSet: 'Developer', account: ['dev', 'prod'] },
          { group: 'Auditors', permissionSet: 'Developer', account: 'dev' },
        ],
      },
    });
    const own = ['USER Developer dev', 'USER Developer prod'];
    const input = principal(on, bob);
    const groups = ['GROUP Developer dev', 'GROUP Developer dev'];
    expect(await held(on, input)).toEqual([...groups, ...own]);
    on.aws.knobs.behaviour.principalListingForUserIncludesGroups = false;
    expect(await held(on, input)).toEqual(own);
    on.aws.world.removeMember('Auditors', 'bob');
    on.aws.knobs.behaviour.principalListingForUserIncludesGroups = true;
    expect(await held(on, input)).toEqual(['GROUP Developer dev', ...own]);
  });

  test.each([developers, bob])('of the deleted %o, as the knob says', async (who) => {
    const rows = [{ ...who, permissionSet: 'Developer', account: ['dev', 'prod'] }];
    const on = await setup({ seed: { ...smallSeed, assignments: rows } });
    const input = principal(on, who);
    if (who === bob) on.aws.world.deleteUser('bob');
    else on.aws.world.deleteGroup('Developers');
    const { behaviour } = on.aws.knobs;
    await expect(held(on, input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: textWith(input.PrincipalId),
    });
    behaviour.principalListingForDeleted = 'rows';
    const type = input.PrincipalType;
    expect(await held(on, input)).toEqual([`${type} Developer dev`, `${type} Developer prod`]);
    behaviour.principalListingForDeleted = 'empty';
    expect(await held(on, input)).toEqual([]);
  });

  test("nobody is found under the other type's id", async () => {
    const on = await setup();
    const group = principal(on, developers);
    await expect(held(on, { ...group, PrincipalType: 'USER' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('lists are as old as other lists', async () => {
    const on = await setup({ knobs: { durations: { readLag: 5000 } } });
    const input = principal(on, { group: 'Auditors' });
    on.aws.world.consoleGrant({ group: 'Auditors' }, 'Developer', 'dev');
    expect(await held(on, input)).toEqual([]);
    on.aws.clock.advance(5001);
    expect(await held(on, input)).toEqual(['GROUP Developer dev']);
  });
});

describe('what an account has', () => {
  test('the sets that are provisioned in it, up to date or not', async () => {
    const on = await setup();
    const { aws, sso, InstanceArn, set } = on;
    const AccountId = findAccount(aws.world.state, 'dev').id;
    const list = async (ProvisioningStatus?: 'LATEST_PERMISSION_SET_NOT_PROVISIONED') => {
      const { PermissionSets } = await sso.send(
        new ListPermissionSetsProvisionedToAccountCommand({
          InstanceArn,
          AccountId,
          ProvisioningStatus,
        }),
      );
      return PermissionSets?.toSorted();
    };
    const both = [set('Admin').PermissionSetArn, set('Developer').PermissionSetArn].toSorted();
    expect(await list()).toEqual(both);
    expect(await list('LATEST_PERMISSION_SET_NOT_PROVISIONED')).toEqual([]);
    aws.world.consoleEditPolicy('Developer', { sessionDuration: 'PT1H' });
    expect(await list('LATEST_PERMISSION_SET_NOT_PROVISIONED')).toEqual([
      set('Developer').PermissionSetArn,
    ]);
    expect(await list()).toEqual(both);
    expect(aws.log.invalid()).toEqual([]);
  });

  test('a suspended account, and one whose last assignment just went, still show their sets', async () => {
    const on = await setup({ knobs: { durations: { deprovisionLag: 60_000 } } });
    const { aws, sso, InstanceArn, pair, revoke } = on;
    const count = async (account: string): Promise<number | undefined> => {
      const { AccountId } = pair('Admin', account);
      const { PermissionSets } = await sso.send(
        new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId }),
      );
      return PermissionSets?.length;
    };
    expect(await count('identity')).toBe(0);
    aws.world.suspendAccount('dev');
    expect(await count('dev')).toBe(2);
    expect(await revoke(Admins, 'Admin', 'prod')).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await count('prod')).toBe(1);
    aws.clock.advance(60_000);
    expect(await count('prod')).toBe(0);
  });
});

describe('both lists', () => {
  const large = {
    accounts: Array.from({ length: 130 }, (_, index) => ({ name: `account-${index}` })),
    groups: { Everywhere: [] },
    permissionSets: Object.fromEntries(
      Array.from({ length: 103 }, (_, index) => [`Set${index}`, {}]),
    ),
    assignments: [
      {
        group: 'Everywhere',
        permissionSet: 'Set0',
        account: Array.from({ length: 130 }, (_, index) => `account-${index}`),
      },
      {
        group: 'Everywhere',
        permissionSet: Array.from({ length: 102 }, (_, index) => `Set${index + 1}`),
        account: 'account-0',
      },
    ],
  };

  async function pages(on: Setup, pageSize?: number) {
    const client = on.sso;
    const { InstanceArn } = on;
    const settings = pageSize === undefined ? { client } : { client, pageSize };
    const rows: string[][] = [];
    const everywhere = principal(on, { group: 'Everywhere' });
    for await (const page of paginateListAccountAssignmentsForPrincipal(settings, everywhere)) {
      const list = page.AccountAssignments ?? [];
      rows.push(list.map((one) => `${one.AccountId} ${one.PermissionSetArn}`));
    }
    const sets: string[][] = [];
    const account = { InstanceArn, AccountId: findAccount(on.aws.world.state, 'account-0').id };
    for await (const page of paginateListPermissionSetsProvisionedToAccount(settings, account)) {
      sets.push(page.PermissionSets ?? []);
    }
    // Every row comes once, whatever the pages.
    expect(new Set(rows.flat()).size).toBe(232);
    expect(new Set(sets.flat()).size).toBe(103);
    return { rows: rows.map(({ length }) => length), sets: sets.map(({ length }) => length) };
  }

  test('come a hundred a page, shorter where asked, and in no order', async () => {
    const on = await setup({ seed: large });
    expect(await pages(on)).toEqual({ rows: [100, 100, 32], sets: [100, 3] });
    expect(await pages(on, 60)).toEqual({ rows: [60, 60, 60, 52], sets: [60, 43] });
    Object.assign(on.aws.knobs.pages, { maxSize: 90, emptyEvery: 2, orderSeed: 7 });
    expect(await pages(on, 100)).toEqual({ rows: [0, 90, 0, 90, 0, 52], sets: [0, 90, 0, 13] });
    Object.assign(on.aws.knobs.pages, { maxSize: null, emptyEvery: 0, trailingEmpty: true });
    expect(await pages(on)).toEqual({ rows: [100, 100, 32, 0], sets: [100, 3, 0] });
    expect(on.aws.log.invalid()).toEqual([]);
  });

  test("a token is good for the same principal's list only", async () => {
    const on = await setup();
    const input = principal(on, Admins);
    const { NextToken } = await on.sso.send(
      new ListAccountAssignmentsForPrincipalCommand({ ...input, MaxResults: 1 }),
    );
    const AccountId = findAccount(on.aws.world.state, 'dev').id;
    for (const other of [principal(on, developers), { ...input, Filter: { AccountId } }]) {
      await expect(
        on.sso.send(new ListAccountAssignmentsForPrincipalCommand({ ...other, NextToken })),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    }
  });

  test('are held to the model: what is required, page sizes, ids', async () => {
    const on = await setup();
    const input = principal(on, Admins);
    const { InstanceArn } = on;
    const AccountId = findAccount(on.aws.world.state, 'dev').id;
    const long = `0123456789-${'1'.repeat(8)}-2222-3333-4444-${'5'.repeat(12)}`;
    expect(long).toHaveLength(47);
    for (const wrong of [
      { InstanceArn: undefined },
      { PrincipalType: undefined },
      { PrincipalId: undefined },
      { PrincipalId: '' },
      { PrincipalId: `${long}0` },
      { PrincipalId: long.replace('0', 'F') },
      { PrincipalId: 'Admins' },
      { MaxResults: 0 },
      { MaxResults: 101 },
      { Filter: { AccountId: '1' } },
    ]) {
      await expect(
        on.sso.send(new ListAccountAssignmentsForPrincipalCommand({ ...input, ...wrong })),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    }
    for (const wrong of [
      { InstanceArn: undefined },
      { AccountId: undefined },
      { AccountId: '12345678901' },
      { MaxResults: 0 },
      { MaxResults: 101 },
    ]) {
      await expect(
        on.sso.send(
          new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId, ...wrong }),
        ),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    }
    expect(on.aws.log.invalid()).toHaveLength(15);
    // Of the form, and nobody's.
    await expect(held(on, { ...input, PrincipalId: long })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(on.aws.log.invalid()).toHaveLength(15);
  });

  test("are not the delegate's and not a role's without the action, and say which", async () => {
    const on = await setup({
      seed: { ...smallSeed, delegate: 'identity' },
      callers: {
        AKIADELEGATE: { account: 'identity' },
        AKIAPLAN: { role: 'plan', deny: ['sso:ListAccountAssignmentsForPrincipal'] },
        AKIAOTHER: { role: 'plan', deny: ['sso:ListPermissionSetsProvisionedToAccount'] },
        AKIAMEMBER: { account: 'dev' },
      },
    });
    const { aws, InstanceArn } = on;
    const byPrincipal = (key: string) => held(on, principal(on, Admins), on.as(key));
    const ofAccount = (key: string) =>
      on.as(key).sso.send(
        new ListPermissionSetsProvisionedToAccountCommand({
          InstanceArn,
          AccountId: findAccount(aws.world.state, 'dev').id,
        }),
      );
    const denied = { name: 'AccessDeniedException' };

    await expect(byPrincipal('AKIADELEGATE')).rejects.toMatchObject(denied);
    aws.knobs.behaviour.principalListingForDelegate = 'invalid';
    await expect(byPrincipal('AKIADELEGATE')).rejects.toMatchObject({
      name: 'ValidationException',
      message: textWith('management account'),
    });
    aws.knobs.behaviour.principalListingForDelegate = 'allowed';
    expect(await byPrincipal('AKIADELEGATE')).toHaveLength(3);
    expect((await ofAccount('AKIADELEGATE')).PermissionSets).toHaveLength(2);

    await expect(byPrincipal('AKIAPLAN')).rejects.toMatchObject({
      ...denied,
      message: textWith('sso:ListAccountAssignmentsForPrincipal'),
    });
    expect((await ofAccount('AKIAPLAN')).PermissionSets).toHaveLength(2);
    await expect(ofAccount('AKIAOTHER')).rejects.toMatchObject({
      ...denied,
      message: textWith('sso:ListPermissionSetsProvisionedToAccount'),
    });
    expect(await byPrincipal('AKIAOTHER')).toHaveLength(3);
    await expect(byPrincipal('AKIAMEMBER')).rejects.toMatchObject(denied);
    await expect(ofAccount('AKIAMEMBER')).rejects.toMatchObject(denied);
  });

  test('need an instance of the organization, in its Region', async () => {
    const on = await setup({ seed: { ...smallSeed, accountInstances: [{ account: 'dev' }] } });
    const AccountId = findAccount(on.aws.world.state, 'dev').id;
    const byBoth = async (InstanceArn: string, { sso }: Clients = on) => {
      const input = { ...principal(on, Admins), InstanceArn };
      const list = new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId });
      const answers = await Promise.allSettled([held(on, input, { ...on, sso }), sso.send(list)]);
      return answers.map((answer) => ('reason' in answer ? nameOf(answer.reason) : 'answered'));
    };
    const elsewhere = on.as('AKIAADMINISTRATOR', 'us-west-2');
    const missing = ['ResourceNotFoundException', 'ResourceNotFoundException'];
    expect(await byBoth('arn:aws:sso:::instance/ssoins-0000000000000000')).toEqual(missing);
    expect(await byBoth(on.InstanceArn, elsewhere)).toEqual(missing);
    on.aws.knobs.behaviour.wrongRegion = 'access-denied';
    const denied = ['AccessDeniedException', 'AccessDeniedException'];
    expect(await byBoth(on.InstanceArn, elsewhere)).toEqual(denied);
    const [account] = on.aws.world.state.place.accountInstances;
    const invalid = ['ValidationException', 'ValidationException'];
    expect(await byBoth(account?.arn ?? '')).toEqual(invalid);
    expect(await byBoth(on.InstanceArn)).toEqual(['answered', 'answered']);
  });
});
