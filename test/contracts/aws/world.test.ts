import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import {
  DescribePermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { SimulatedClock } from '../../../src/simulator/clock.ts';
import { setup, smallSeed } from './simulator.ts';

describe('the world', () => {
  test('the same seed and requests give the same state, ids and history', async () => {
    const run = async () => {
      const { aws, grant, revoke } = await setup();
      await grant({ group: 'Auditors' }, 'Developer', 'prod');
      await revoke({ group: 'Admins' }, 'Admin', 'dev');
      return JSON.stringify([aws.world.dump(), aws.history()]);
    };
    expect(await run()).toBe(await run());
  });

  test('a dump is plain, sorted, and says what the seed said', async () => {
    const { aws } = await setup();
    const dumped = aws.world.dump();
    expect(JSON.parse(JSON.stringify(dumped))).toEqual(dumped);
    const names = dumped.assignments.map(
      (row) => `${row.principal} ${row.permissionSet} ${row.account}`,
    );
    expect(names).toEqual([
      'Admins Admin dev',
      'Developers Developer dev',
      'Admins Admin management',
      'Admins Admin prod',
    ]);
    expect(dumped.accounts.map((one) => `${one.name} ${one.ou}`)).toEqual([
      'dev /Workloads/Dev',
      'identity /Security',
      'management /',
      'prod /Workloads/Prod',
    ]);
  });

  test('a seed with a mistake is refused', async () => {
    const broken = setup({
      seed: {
        groups: { A: [] },
        permissionSets: {},
        assignments: [{ group: 'A', permissionSet: 'X', account: 'management' }],
      },
    });
    await expect(broken).rejects.toThrow('no permission set "X"');
    await expect(
      setup({ seed: { assignments: [{ permissionSet: 'X', account: 'y' }] } }),
    ).rejects.toThrow('say who');
  });

  test('seeds can hold assignments of deleted principals, users and several rows at once', async () => {
    const { aws } = await setup({
      seed: {
        ...smallSeed,
        users: { carol: {} },
        assignments: [
          { user: 'carol', permissionSet: ['Admin', 'Developer'], account: ['dev', 'prod'] },
          { deletedGroup: 'Gone', deletedUser: 'left', permissionSet: 'Admin', account: 'dev' },
          { deletedGroup: 'Gone', permissionSet: 'Developer', account: 'dev' },
        ],
      },
    });
    const { assignments } = aws.world.dump();
    expect(assignments).toHaveLength(7);
    const gone = assignments.filter((row) => row.principal === null);
    expect(new Set(gone.map((row) => row.principalId)).size).toBe(2);
    expect(aws.world.effectiveAccess()).toHaveLength(4);
  });

  test('principal ids come in both forms', async () => {
    const groups = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`G${index}`, []]));
    const { aws, IdentityStoreId } = await setup({ seed: { groups } });
    const ids = aws.world.dump().groups.map((group) => group.id);
    const prefixed = ids.filter((id) => id.startsWith(`${IdentityStoreId.slice(2)}-`));
    expect(prefixed.length).toBeGreaterThan(0);
    expect(prefixed.length).toBeLessThan(ids.length);
  });
});

describe('what people do around the API', () => {
  test('in the console', async () => {
    const { aws, sso, set } = await setup();
    const { world } = aws;
    const row = ['Developer', 'prod'] as const;
    world.consoleGrant({ group: 'Auditors' }, ...row);
    world.consoleEditPolicy('Developer', { managedPolicies: ['ReadOnlyAccess'] });
    world.consoleProvision('Developer', 'prod');
    world.consoleRevoke({ group: 'Auditors' }, ...row);
    world.consoleEditPolicy('Admin', { sessionDuration: 'PT2H' }, { provision: true });
    expect(aws.history().map((one) => one.kind)).toEqual([
      'granted',
      'content-changed',
      'revoked',
      'content-changed',
      'content-changed',
      'content-changed',
    ]);
    world.consoleTag('Admin', { owner: 'someone' });
    world.consoleUntag('Admin', ['owner']);
    world.consoleDescribe('Admin', 'described');
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand(set('Admin')));
    expect(PermissionSet).toMatchObject({ Description: 'described', SessionDuration: 'PT2H' });
    world.consoleCreatePermissionSet('Extra', {}, { tags: { a: 'b' } });
    world.consoleDeletePermissionSet('Developer');
    const names = world.dump().permissionSets.map((one) => one.name);
    expect(names).toEqual(['Admin', 'Extra']);
    expect(() => {
      world.consoleRevoke({ group: 'Auditors' }, 'Admin', 'prod');
    }).toThrow('no such assignment');
  });

  test('in Organizations', async () => {
    const { aws, organizations } = await setup();
    const { world } = aws;
    aws.clock.advance(1000);
    const id = world.addAccount('new', { ou: '/Workloads/New', tags: { stage: 'dev' } });
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    const joined = Accounts?.find((account) => account.Id === id);
    expect(joined?.JoinedTimestamp).toEqual(new Date('2026-01-01T00:00:01Z'));
    world.moveAccount('new', '/Security');
    world.renameAccount('new', 'newer');
    world.tagAccount('newer', { stage: 'prod' });
    world.renameUnit('/Security', 'Secure');
    world.setAccountState('newer', 'PENDING_CLOSURE');
    expect(world.dump().accounts.find((account) => account.id === id)).toEqual({
      id,
      name: 'newer',
      ou: '/Secure',
      state: 'PENDING_CLOSURE',
      tags: { stage: 'prod' },
    });
    world.removeAccount('dev');
    expect(aws.history().map((one) => one.kind)).toEqual(['revoked', 'revoked']);
    world.setDelegate('prod');
    expect(world.state.place.delegateAccountId).toBe(
      world.dump().accounts.find((account) => account.name === 'prod')?.id,
    );
  });

  test('in Entra', async () => {
    const { aws } = await setup();
    const { world } = aws;
    world.addUser('zoe');
    const id = world.addGroup('Fresh', { members: ['zoe'], externalId: 'entra-9' });
    world.renameGroup('Fresh', 'Renamed');
    world.addMember('Renamed', 'bob');
    world.removeMember('Renamed', 'zoe');
    const group = () => world.dump().groups.find((one) => one.name === 'Renamed');
    expect(group()).toEqual({ name: 'Renamed', id, externalId: 'entra-9', members: ['bob'] });
    world.consoleGrant({ user: 'bob' }, 'Admin', 'dev');
    world.deleteUser('bob');
    expect(aws.history().map((one) => one.kind)).toEqual(['granted', 'revoked']);
    expect(group()?.members).toEqual([]);
  });
});

describe('read lag', () => {
  test('lists are as old as the knob says; single things are not', async () => {
    const { aws, sso, set, pair, InstanceArn, grant } = await setup({
      knobs: { durations: { readLag: 10_000 } },
    });
    aws.clock.advance(60_000);
    await grant({ group: 'Auditors' }, 'Developer', 'prod');
    aws.world.consoleCreatePermissionSet('New');
    await sso.send(new UpdatePermissionSetCommand({ ...set('Developer'), Description: 'edited' }));
    const read = async () => {
      const sets = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
      const rows = await sso.send(new ListAccountAssignmentsCommand(pair('Developer', 'prod')));
      const accounts = await sso.send(
        new ListAccountsForProvisionedPermissionSetCommand({
          ...set('Developer'),
          ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
        }),
      );
      return [
        sets.PermissionSets?.length,
        rows.AccountAssignments?.length,
        accounts.AccountIds?.length,
      ];
    };
    expect(await read()).toEqual([2, 0, 0]);
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand(set('Developer')));
    expect(PermissionSet?.Description).toBe('edited');
    aws.clock.advance(10_001);
    expect(await read()).toEqual([3, 1, 2]);
  });
});

describe('the clock', () => {
  test('runs what is due in order, and each thing at its own instant', () => {
    const clock = new SimulatedClock({ scale: 0, startAt: '2026-01-01T00:00:00Z' });
    const start = clock.now();
    const ran: [string, number][] = [];
    const run = (name: string) => () => {
      ran.push([name, clock.now() - start]);
    };
    clock.after(200, run('second'));
    clock.after(100, () => {
      run('first')();
      clock.after(50, run('between'));
    });
    clock.after(1000, run('later'));
    clock.advance(500);
    expect(ran).toEqual([
      ['first', 100],
      ['between', 150],
      ['second', 200],
    ]);
    expect(clock.now() - start).toBe(500);
  });
});
