import { expect, test } from 'vitest';
import type { OrganizationalUnit } from '../../../src/core/model/account.ts';
import { isJsonObject } from '../../../src/simulator/aws/json.ts';
import { unitPath } from '../../../src/simulator/aws/world/units.ts';
import { connect, type Connected, type ConnectOptions } from './support/connect.ts';
import { containing } from './support/matching.ts';
import { serveAnswers } from './support/serve-answers.ts';

const seed = {
  accounts: [
    { name: 'management', management: true },
    { name: 'shop-dev', ou: '/Workloads/Dev/Shop' },
    { name: 'prod', ou: '/Workloads/Prod' },
    { name: 'log', ou: '/Security/Logs' },
  ],
  organizationalUnits: ['/Sandbox/Empty', '/Workloads/Dev/Shop/Old', '/Security/Audit'],
};

const start = (options: ConnectOptions = {}) => connect({ seed, ...options });

const pathsOf = (units: readonly OrganizationalUnit[]): string[] =>
  units.map(({ path }) => path).toSorted();

/** The units that were asked for their children, by path. */
function opened({ aws }: Connected): string[] {
  const asked = aws.log.of('ListOrganizationalUnitsForParent').map(({ input }) => {
    const id = isJsonObject(input) ? input['ParentId'] : null;
    return typeof id === 'string' ? unitPath(aws.world.state, id) : 'nothing';
  });
  return asked.toSorted();
}

function idOf({ aws }: Connected, path: string): string {
  const { state } = aws.world;
  if (path === '/') return state.place.rootId;
  const unit = state.units.values().find(({ id }) => unitPath(state, id) === path);
  return unit?.id ?? 'none';
}

test.each([
  { named: ['/'], opens: [], finds: ['/'] },
  { named: ['/Security'], opens: ['/'], finds: ['/', '/Sandbox', '/Security', '/Workloads'] },
  {
    named: ['/Workloads/Dev', '/Workloads/Prod', '/Workloads'],
    opens: ['/', '/Workloads'],
    finds: ['/', '/Sandbox', '/Security', '/Workloads', '/Workloads/Dev', '/Workloads/Prod'],
  },
  {
    named: ['/Security/Logs', '/Sandbox/Empty'],
    opens: ['/', '/Sandbox', '/Security'],
    finds: [
      '/',
      '/Sandbox',
      '/Sandbox/Empty',
      '/Security',
      '/Security/Audit',
      '/Security/Logs',
      '/Workloads',
    ],
  },
])('of the paths $named only the way there is opened', async ({ named, opens, finds }) => {
  const on = await start();
  expect(pathsOf(await on.readers.organization.listOrganizationalUnits(named))).toEqual(finds);
  expect(opened(on)).toEqual(opens);
  expect(on.aws.log.of('ListRoots')).toHaveLength(1);
  expect(on.aws.log.invalid()).toEqual([]);
});

test('where nothing is named, nothing is asked', async () => {
  const on = await start();
  expect(await on.readers.organization.listOrganizationalUnits([])).toEqual([]);
  expect(on.aws.log.requests).toEqual([]);
});

test('a path that does not exist is looked for as far as it goes, and what stands there is told', async () => {
  const on = await start();
  const units = await on.readers.organization.listOrganizationalUnits([
    '/Workloads/Def/Shop',
    '/Workload',
    '/workloads/Dev',
    '/Workloads/Dev/',
  ]);
  expect(pathsOf(units)).toContain('/Workloads/Dev');
  expect(opened(on)).toEqual(['/', '/Workloads', '/Workloads/Dev']);
});

test('units of the same name beside each other are both found, and both followed', async () => {
  const on = await start();
  on.aws.world.renameUnit('/Security', 'Workloads');
  on.aws.world.renameUnit('/Workloads/Prod', 'Logs');
  const units = await on.readers.organization.listOrganizationalUnits(['/Workloads/Logs']);
  const called = (path: string) => units.filter((unit) => unit.path === path).length;
  expect([called('/Workloads'), called('/Workloads/Logs')]).toEqual([2, 2]);
});

test('a name may hold a slash, and its path is found whichever unit it is', async () => {
  const on = await start();
  on.aws.world.renameUnit('/Sandbox', 'Workloads/Dev');
  const units = await on.readers.organization.listOrganizationalUnits(['/Workloads/Dev/Empty']);
  expect(units.filter(({ path }) => path === '/Workloads/Dev')).toHaveLength(2);
  expect(pathsOf(units)).toContain('/Workloads/Dev/Empty');
});

test('an id that some account is under is reached through that account', async () => {
  const on = await start();
  const { organization } = on.readers;
  const [accounts, units] = await Promise.all([
    organization.listAccounts(),
    organization.listOrganizationalUnits([idOf(on, '/Workloads/Dev')]),
  ]);
  expect(accounts).toHaveLength(4);
  const dev = units.find(({ path }) => path === '/Workloads/Dev');
  expect(dev).toMatchObject({ id: idOf(on, '/Workloads/Dev'), name: 'Dev' });
  expect(dev?.ids).toEqual(accounts.find(({ name }) => name === 'shop-dev')?.ouIds.slice(0, 3));
  expect(opened(on)).toEqual(['/', '/Workloads']);
  expect(on.aws.log.of('ListAccounts')).toHaveLength(1);
});

test('an id on the way of a path, and that of the root, cost nothing more', async () => {
  const on = await start();
  const named = [idOf(on, '/Security'), '/Workloads/Dev', idOf(on, '/')];
  const units = await on.readers.organization.listOrganizationalUnits(named);
  expect(units.map(({ id }) => id)).toContain(named[0]);
  expect(opened(on)).toEqual(['/', '/Workloads']);
  expect(on.aws.log.of('ListAccounts')).toHaveLength(0);
});

test('the id of a unit without accounts takes the whole tree', async () => {
  const on = await start();
  const named = [idOf(on, '/Sandbox/Empty')];
  const units = await on.readers.organization.listOrganizationalUnits(named);
  expect(units.find(({ id }) => id === named[0])?.path).toBe('/Sandbox/Empty');
  expect(units).toHaveLength(11);
  // Each once, the unit that was looked up among them.
  expect(opened(on)).toEqual(pathsOf(units));
});

test('an id that no unit has is asked for once, and found nowhere', async () => {
  const on = await start();
  const { organization } = on.readers;
  const named = ['ou-abcd-12345678', 'r-wxyz', 'ou-1', '/Security'];
  const units = await organization.listOrganizationalUnits(named);
  expect(pathsOf(units)).toEqual(['/', '/Sandbox', '/Security', '/Workloads']);
  expect(on.aws.log.of('ListOrganizationalUnitsForParent')).toHaveLength(3);
  expect(on.aws.log.invalid()).toEqual([]);
});

test('where accounts tell no path, the tree that they need serves for the names too', async () => {
  const on = await start({ knobs: { behaviour: { accountPaths: 'absent' } } });
  const { organization } = on.readers;
  const named = ['/Workloads/Dev', idOf(on, '/Sandbox/Empty')];
  const [units, accounts] = await Promise.all([
    organization.listOrganizationalUnits(named),
    organization.listAccounts(),
  ]);
  expect(units).toHaveLength(11);
  expect(accounts.find(({ name }) => name === 'log')?.ouIds).toHaveLength(3);
  expect(await organization.listOrganizationalUnits('all')).toHaveLength(11);
  expect(opened(on)).toEqual(pathsOf(units));
  expect(on.aws.log.of('ListRoots')).toHaveLength(1);
});

test('a named unit beyond the first page of twenty is found', async () => {
  const organizationalUnits = Array.from({ length: 45 }, (_, index) => `/Teams/T${index}`);
  const on = await start({ seed: { organizationalUnits } });
  const units = await on.readers.organization.listOrganizationalUnits(['/Teams/T1', '/Teams/T44']);
  expect(pathsOf(units)).toHaveLength(47);
  expect(opened(on)).toEqual(['/', '/Teams', '/Teams', '/Teams']);
  expect(on.aws.log.invalid()).toEqual([]);
});

test('short and empty pages hide no unit', async () => {
  const on = await start({ knobs: { pages: { maxSize: 1, emptyEvery: 2, trailingEmpty: true } } });
  const units = await on.readers.organization.listOrganizationalUnits(['/Workloads/Dev/Shop']);
  expect(pathsOf(units)).toContain('/Workloads/Dev/Shop');
  expect(pathsOf(units)).toContain('/Workloads/Prod');
});

test('a list that failed is asked for again, and only that one', async () => {
  const on = await start();
  const parent = idOf(on, '/Workloads');
  on.aws.faults.add({
    operation: 'ListOrganizationalUnitsForParent',
    input: { ParentId: parent },
    effect: { kind: 'access-denied' },
    calls: { nth: 1 },
  });
  const { organization } = on.readers;
  const named = ['/Workloads/Dev'];
  await expect(organization.listOrganizationalUnits(named)).rejects.toMatchObject({
    kind: 'access-denied',
    action: 'organizations:ListOrganizationalUnitsForParent',
  });
  expect(pathsOf(await organization.listOrganizationalUnits(named))).toContain('/Workloads/Dev');
  expect(opened(on)).toEqual(['/', '/Workloads', '/Workloads']);
});

test.each([[['/A/A/A']], ['all']] as const)(
  'a unit inside itself ends the walk to %s',
  async (named) => {
    const { readers, asked } = await serveAnswers({
      ListRoots: [{ Roots: [{ Id: 'r-ab12', Name: 'Root' }] }],
      ListOrganizationalUnitsForParent: [
        { OrganizationalUnits: [{ Id: 'ou-ab12-11111111', Name: 'A' }] },
      ],
    });
    await expect(readers.organization.listOrganizationalUnits(named)).rejects.toMatchObject({
      kind: 'bad-answer',
      message: containing('ou-ab12-11111111 is inside itself'),
    });
    expect(asked).toHaveLength(3);
  },
);

test('units that never end are given up ten levels down', async () => {
  const nested = Array.from({ length: 20 }, (_, level) => ({
    OrganizationalUnits: [{ Id: `ou-ab12-${10_000_000 + level}`, Name: 'A' }],
  }));
  const { readers, asked } = await serveAnswers({
    ListRoots: [{ Roots: [{ Id: 'r-ab12', Name: 'Root' }] }],
    ListOrganizationalUnitsForParent: nested,
  });
  await expect(readers.organization.listOrganizationalUnits('all')).rejects.toMatchObject({
    kind: 'bad-answer',
    message: containing('more than 10 deep'),
  });
  expect(asked).toHaveLength(12);
});

test('an organization is described once, and again after a failure', async () => {
  const on = await start();
  const { organization } = on.readers;
  on.aws.faults.add({
    operation: 'DescribeOrganization',
    calls: { nth: 1 },
    effect: { kind: 'access-denied' },
  });
  await expect(organization.readManagementAccountId()).rejects.toMatchObject({
    kind: 'access-denied',
  });
  const ids = await Promise.all([
    organization.readManagementAccountId(),
    organization.readManagementAccountId(),
  ]);
  expect([...ids, await organization.readManagementAccountId()]).toEqual(
    Array.from({ length: 3 }, () => on.accountId('management')),
  );
  expect(on.aws.log.of('DescribeOrganization')).toHaveLength(2);
});
