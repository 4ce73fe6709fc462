import { describe, expect, it } from 'vitest';
import {
  type GraphRoute,
  graphPermissions,
} from '../../../src/adapters/graph/request/graph-permissions.ts';
import type { DirectoryReader } from '../../../src/ports/directory-read.ts';
import { containing } from '../aws/support/matching.ts';
import { readProvisioning } from '../../../src/adapters/graph/read/read-provisioning.ts';
import { serveGraph } from './support/serve-graph.ts';
import { connect, type Connected, seedWith } from './support/connect.ts';

const awkward = [
  "O'Brien's & Söhne",
  'R&D #1',
  '50% + 1',
  'a=b?c/d',
  'Zürich 東京 🦊',
  '"quoted" <b>',
  "it''s",
];

const seed = seedWith({
  groups: {
    Admins: ['ada@example.com'],
    first: { displayName: 'Twins' },
    second: { displayName: 'Twins', securityEnabled: false },
    Gone: { deleted: '2026-11-01T10:00:00Z' },
    Outer: ['ada@example.com', 'Inner', 'Other'],
    Inner: ['ada@example.com', 'bob@example.com', 'Deepest'],
    Deepest: ['eve@example.com', 'bob@example.com'],
    Other: [],
    ...Object.fromEntries(awkward.map((displayName, at) => [`awkward${at}`, { displayName }])),
  },
  enterpriseApps: {
    AWS: {
      assigned: [
        'Admins',
        { principal: 'Admins', role: 'msiam_access' },
        'Outer',
        'eve@example.com',
      ],
    },
    'Other AWS': { provisioning: null },
    'Old AWS': { template: 'single-account' },
  },
});

function groupId({ entra }: Connected, key: string): string {
  const { groups } = entra.world.state;
  return [...groups.values()].find((group) => group.key === key)?.id ?? key;
}

function appId({ entra }: Connected, name: string): string {
  const apps = [...entra.world.state.servicePrincipals.values()];
  return apps.find(({ displayName }) => displayName === name)?.id ?? name;
}

describe('groups by name', () => {
  it('finds every group of each name, whatever the name holds', async () => {
    const connected = await connect({ seed });
    const { reader, entra } = connected;
    const found = await reader.findGroups(['Admins', 'Twins', 'Nobody', ...awkward]);
    expect(found.map(({ displayName }) => displayName).toSorted()).toEqual(
      ['Admins', 'Twins', 'Twins', ...awkward].toSorted(),
    );
    expect(found.find(({ id }) => id === groupId(connected, 'second'))).toEqual({
      id: groupId(connected, 'second'),
      displayName: 'Twins',
      securityEnabled: false,
    });
    expect(entra.log.counts()).toMatchObject({ 'POST /$batch': 1, 'GET /groups': 10 });
    expect(entra.log.invalid()).toEqual([]);
  });

  it('answers a group once where two spellings of its name were asked for', async () => {
    const { reader } = await connect({ seed });
    expect(await reader.findGroups(['Admins', 'ADMINS', 'Admins'])).toHaveLength(1);
  });

  it('asks twenty at a time and follows pages within', async () => {
    const groups = Object.fromEntries(
      Array.from({ length: 60 }, (_none, at) => [`g${at}`, { displayName: `Name ${at % 30}` }]),
    );
    const { reader, entra } = await connect({
      seed: seedWith({ groups }),
      knobs: { pages: { cap: 1 } },
    });
    const names = Array.from({ length: 30 }, (_none, at) => `Name ${at}`);
    expect(await reader.findGroups(names)).toHaveLength(60);
    expect(entra.log.counts()).toMatchObject({ 'POST /$batch': 2, 'GET /groups': 60 });
  });

  it('asks nothing for no names', async () => {
    const { reader, entra } = await connect({ seed });
    expect(await reader.findGroups([])).toEqual([]);
    expect(await reader.readGroups([])).toEqual([]);
    expect(await reader.readNestedGroups([])).toEqual([]);
    expect(entra.log.requests).toEqual([]);
  });

  it('sends again only what was throttled in a batch, with and without a stated wait', async () => {
    const { reader, entra, clock } = await connect({ seed });
    const throttle = { kind: 'throttle', retryAfter: 5 } as const;
    entra.faults.add({ path: '/groups', calls: { nth: 1 }, effect: throttle });
    entra.faults.add({
      path: '/groups',
      calls: { nth: 3 },
      effect: { ...throttle, retryAfter: null },
    });
    expect(await reader.findGroups(['Admins', 'Twins'])).toHaveLength(3);
    expect(entra.log.counts()).toMatchObject({ 'POST /$batch': 3, 'GET /groups': 4 });
    expect(clock.waits).toEqual([5000, 2000]);
  });
});

describe('groups by id', () => {
  it('leaves out what does not exist, and spells ids one way', async () => {
    const connected = await connect({ seed });
    const id = groupId(connected, 'Admins');
    const unknown = '00000000-1111-2222-3333-444444444444';
    const found = await connected.reader.readGroups([id.toUpperCase(), unknown]);
    expect(found).toEqual([{ id, displayName: 'Admins', securityEnabled: true }]);
  });

  it('lists the deleted ones with their times', async () => {
    const { reader } = await connect({ seed });
    expect(await reader.listDeletedGroups()).toMatchObject([
      { displayName: 'Gone', deletedAt: containing('2026-11-01T10:00:00') },
    ]);
  });
});

describe('groups inside groups', () => {
  it.each([{}, { pages: { cap: 1 } }])(
    'names them, and counts the people who belong through them alone (%j)',
    async (knobs) => {
      const connected = await connect({ seed, knobs });
      const ids = ['Outer', 'Admins', 'Inner'].map((key) => groupId(connected, key));
      const nested = await connected.reader.readNestedGroups(ids);
      const inside = nested.map(({ groupId: id, groups, people }) => ({
        id,
        groups: groups.map(({ displayName }) => displayName ?? '').toSorted(),
        people,
      }));
      expect(inside).toEqual([
        // Ada is a direct member, too.
        { id: ids[0], groups: ['Inner', 'Other'], people: 2 },
        { id: ids[2], groups: ['Deepest'], people: 1 },
      ]);
      expect(connected.entra.log.invalid()).toEqual([]);
    },
  );
});

describe('the enterprise application', () => {
  it('is found by its template, each that was made from it', async () => {
    const { reader } = await connect({ seed });
    const found = await reader.findApplications(null);
    expect(found.map(({ displayName }) => displayName).toSorted()).toEqual(['AWS', 'Other AWS']);
  });

  it('is found by object id and by app id', async () => {
    const connected = await connect({ seed });
    const id = appId(connected, 'AWS');
    const [byId] = await connected.reader.findApplications(id);
    expect(byId).toMatchObject({ id, displayName: 'AWS' });
    expect(await connected.reader.findApplications(byId?.appId ?? '')).toEqual([byId]);
    expect(await connected.reader.findApplications('00000000-1111-2222-3333-444444444444')).toEqual(
      [],
    );
    expect(await connected.reader.findApplications('AWS')).toEqual([]);
  });

  it.each([{}, { pages: { cap: 1, emptyEvery: 2 } }])(
    'has groups assigned to it, each once and no people (%j)',
    async (knobs) => {
      const connected = await connect({ seed, knobs });
      const assigned = await connected.reader.listAssignedGroups(appId(connected, 'AWS'));
      const expected = ['Admins', 'Outer'].map((key) => groupId(connected, key));
      expect(assigned).toEqual(expected.toSorted());
    },
  );
});

describe('provisioning', () => {
  it('joins on the external id where its schema says so', async () => {
    const connected = await connect({ seed });
    const { reader, entra } = connected;
    const id = appId(connected, 'AWS');
    expect(await reader.readProvisioning(id)).toEqual({
      jobId: entra.world.job('AWS').id,
      jobState: 'running',
      join: 'external-id',
      everybodyInScope: false,
    });
    entra.world.setMappings({ groupExternalId: 'displayName' }, 'AWS');
    entra.world.setScope('all', 'AWS');
    expect(await reader.readProvisioning(id)).toMatchObject({
      join: 'display-name',
      everybodyInScope: true,
    });
  });

  it.each([
    ['Active', 'Active', 'running'],
    ['Active', 'Disabled', 'paused'],
    ['Paused', 'Active', 'paused'],
    ['Quarantine', 'Active', 'quarantine'],
    ['Quarantine', 'Paused', 'paused'],
    ['NotRun', 'Disabled', 'never-run'],
    ['NotConfigured', null, 'not-configured'],
    ['Odd', null, 'unknown'],
  ])('tells whether its job runs: %s with the schedule %s is %s', async (code, state, told) => {
    const job = { id: 'job', status: { code }, schedule: { state } };
    const { graph } = await serveGraph(({ url }) => ({
      body: { value: url.endsWith('/jobs') ? [job] : [], synchronizationRules: [] },
    }));
    expect(await readProvisioning(graph, 'app')).toMatchObject({ jobState: told });
  });

  it('loosens the join only for a mapping that says so, and not where no group is mapped', async () => {
    const { graph } = await serveGraph(({ url }) => {
      if (url.endsWith('/jobs')) return { body: { value: [{ id: 'job', schedule: null }] } };
      return { body: { value: [], synchronizationRules: [{ id: 'rule', objectMappings: [] }] } };
    });
    expect(await readProvisioning(graph, 'app')).toMatchObject({ join: 'external-id' });
  });

  it.each(['empty', 'not-found'] as const)(
    'is null where it was never set up (%s)',
    async (how) => {
      const connected = await connect({ seed, knobs: { behaviour: { jobsOfUnprovisioned: how } } });
      expect(await connected.reader.readProvisioning(appId(connected, 'Other AWS'))).toBeNull();
    },
  );
});

describe('a permission that is missing', () => {
  const groupCalls = 'GroupMember.Read.All';
  it.each<[string, GraphRoute, (reader: DirectoryReader, app: string) => Promise<unknown>]>([
    [groupCalls, 'GET /groups', (reader) => reader.findGroups(['Admins'])],
    [groupCalls, 'GET /groups/{id}', (reader, app) => reader.readGroups([app])],
    [
      groupCalls,
      'GET /groups/{id}/members/microsoft.graph.group',
      (reader, app) => reader.readNestedGroups([app]),
    ],
    [
      'Group.Read.All',
      'GET /directory/deletedItems/microsoft.graph.group',
      (reader) => reader.listDeletedGroups(),
    ],
    ['Application.Read.All', 'GET /servicePrincipals', (reader) => reader.findApplications(null)],
    [
      'Application.Read.All',
      'GET /servicePrincipals/{id}',
      (reader, app) => reader.findApplications(app),
    ],
    [
      'Application.Read.All',
      'GET /servicePrincipals/{id}/appRoleAssignedTo',
      (reader, app) => reader.listAssignedGroups(app),
    ],
    [
      'Synchronization.Read.All',
      'GET /servicePrincipals/{id}/synchronization/jobs',
      (reader, app) => reader.readProvisioning(app),
    ],
  ])('%s is named by %s', async (permission, route, ask) => {
    const apps = { reconciler: { permissions: ['User.Read.All'], secrets: ['s'] } };
    const limited = { ...seed, apps };
    const connected = await connect({ seed: limited, access: { clientSecret: 's' } });
    await expect(ask(connected.reader, appId(connected, 'AWS'))).rejects.toMatchObject({
      kind: 'access-denied',
      action: `Graph ${route}`,
      message: containing(
        `it needs the application permission ${permission}; the token carries User.Read.All, and not ${permission}`,
      ),
      help: containing(`grant ${permission} to the app registration`),
    });
    expect(graphPermissions[route].needs).toEqual([permission]);
  });

  it('is the least: with the four that are named, every read is answered', async () => {
    const permissions = [
      'GroupMember.Read.All',
      'Group.Read.All',
      'Application.Read.All',
      'Synchronization.Read.All',
    ];
    const limited = { ...seed, apps: { reconciler: { permissions, secrets: ['s'] } } };
    const connected = await connect({ seed: limited, access: { clientSecret: 's' } });
    const { reader } = connected;
    const app = appId(connected, 'AWS');
    await reader.findGroups(['Admins']);
    await reader.readGroups([groupId(connected, 'Admins')]);
    await reader.listDeletedGroups();
    await reader.readNestedGroups([groupId(connected, 'Outer')]);
    await reader.findApplications(null);
    await reader.findApplications(app);
    await reader.listAssignedGroups(app);
    await reader.readProvisioning(app);
    expect(connected.entra.log.invalid()).toEqual([]);
  });
});
