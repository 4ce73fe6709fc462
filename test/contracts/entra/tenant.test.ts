import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TenantSeed } from '../../../src/simulator/entra/world/tenant-seed.ts';
import { awsApp, errorOf, everything, setup, smallSeed, valuesOf } from './tenant.ts';

test('policies of Conditional Access name apps and groups by their ids', async () => {
  const policy = {
    conditions: {
      applications: { includeApplications: [awsApp], excludeApplications: [] },
      users: { includeGroups: ['Admins'], includeUsers: ['All'] },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
  const { ask, entra, app } = await setup({
    seed: { ...smallSeed, conditionalAccess: { 'MFA for AWS': policy } },
  });
  const path = '/identity/conditionalAccess/policies';
  const [found] = valuesOf(await ask(path));
  const { appId } = (await ask(app())).body;
  expect(found).toMatchObject({
    displayName: 'MFA for AWS',
    state: 'enabled',
    conditions: {
      applications: { includeApplications: [appId] },
      users: { includeGroups: [entra.world.dump().groups[0]?.id], includeUsers: ['All'] },
    },
  });
  expect((await ask(`${path}/${String(found?.['id'])}`)).body).toMatchObject({
    displayName: 'MFA for AWS',
  });
  entra.world.addConditionalAccess('Report only', { state: 'enabledForReportingButNotEnforced' });
  expect(valuesOf(await ask(path)).map(({ state }) => state)).toEqual([
    'enabled',
    'enabledForReportingButNotEnforced',
  ]);
  entra.world.removeConditionalAccess('MFA for AWS');
  expect(valuesOf(await ask(path))).toHaveLength(1);
});

test('a tenant tells its licences and its name; logs take one of the licences', async () => {
  const free = { ...smallSeed, tenant: { displayName: 'Acme', servicePlans: ['AAD_BASIC'] } };
  const { ask, entra } = await setup({ seed: free });
  expect(valuesOf(await ask('/subscribedSkus'))).toMatchObject([
    {
      capabilityStatus: 'Enabled',
      servicePlans: [{ servicePlanName: 'AAD_BASIC', provisioningStatus: 'Success' }],
    },
  ]);
  expect(valuesOf(await ask('/organization'))).toMatchObject([
    { id: entra.tenantId, displayName: 'Acme' },
  ]);
  const logs = await ask('/auditLogs/provisioning');
  expect([logs.status, errorOf(logs).code]).toEqual([
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  ]);
});

test('the gallery tells its templates to any token', async () => {
  const { ask, entra } = await setup({});
  entra.world.revokePermissions('reconciler', ...everything);
  const [template, other] = valuesOf(await ask('/applicationTemplates'));
  expect([template?.['id'], other?.['displayName']]).toEqual([
    '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
    'Amazon Web Services (AWS)',
  ]);
  const path = `/applicationTemplates/${String(template?.['id'])}`;
  expect((await ask(path)).body).toMatchObject({ id: template?.['id'] });
  expect((await ask('/applicationTemplates/11111111-2222-4333-8444-555555555555')).status).toBe(
    404,
  );
});

test('logs can take a second permission', async () => {
  const { ask, entra } = await setup({
    knobs: { behaviour: { provisioningLogsNeedDirectoryRead: true } },
  });
  expect((await ask('/auditLogs/provisioning')).status).toBe(200);
  entra.world.revokePermissions('reconciler', 'Directory.Read.All');
  expect((await ask('/auditLogs/provisioning')).status).toBe(403);
});

test('an app tells its federated credentials', async () => {
  const { ask, entra } = await setup();
  entra.world.addFederatedCredential('reconciler', {
    name: 'main',
    issuer: 'https://i',
    subject: 's',
  });
  const path = `/applications(appId='${entra.appId('reconciler')}')/federatedIdentityCredentials`;
  expect(valuesOf(await ask(path))).toMatchObject([
    { name: 'main', issuer: 'https://i', subject: 's', audiences: ['api://AzureADTokenExchange'] },
  ]);
});

test.each<[string, unknown, string]>([
  ['a key that means nothing', { group: {} }, 'Unrecognized key'],
  ['a member that is no group and no principal name', { groups: { A: ['B'] } }, 'no group "B"'],
  [
    'an assigned group that is not there',
    { enterpriseApps: { X: { assigned: ['B'] } } },
    'no group "B"',
  ],
  [
    'a role that is not there',
    { groups: { A: [] }, enterpriseApps: { X: { assigned: [{ principal: 'A', role: 'R' }] } } },
    'has no role "R"',
  ],
  [
    'an app to assign to that is not there',
    { apps: { r: { assigns: ['X'] } } },
    'no enterprise app "X"',
  ],
])('a seed with %s is refused', async (_, seed, message) => {
  await expect(setup({ seed: seed as TenantSeed })).rejects.toThrow(message);
});

test('the seed that the manual shows is one', async () => {
  const manual = readFileSync('src/simulator/entra/README.md', 'utf8');
  const text = /```json\n([\s\S]*?)```/.exec(manual)?.[1] ?? '';
  const { entra } = await setup({
    seed: { apps: smallSeed.apps, ...(JSON.parse(text) as TenantSeed) },
  });
  expect(entra.world.dump().assignments).toHaveLength(2);
});

test('the certificate is a file while the simulator runs, and no key ever is', async () => {
  const { entra } = await setup();
  const { NODE_EXTRA_CA_CERTS: path = '', ...rest } = entra.environment;
  expect(readFileSync(path, 'utf8')).toBe(entra.certificate);
  expect(rest).toEqual({
    AZURE_AUTHORITY_HOST: entra.authorityHost,
    MICROSOFT_GRAPH_ENDPOINT: entra.graphEndpoint,
  });
  const second = await setup();
  const other = second.entra.certificatePath;
  expect([existsSync(other), other === path]).toEqual([true, false]);
});

test('groups of one name are two groups, told apart by key', async () => {
  const groups = { A: ['ada@example.com'], B: { displayName: 'A' } };
  const { ask, entra } = await setup({ seed: { ...smallSeed, groups, enterpriseApps: {} } });
  const found = valuesOf(await ask("/groups?$filter=displayName eq 'a'&$select=id"));
  expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  entra.world.renameGroup('B', 'Other');
  expect(valuesOf(await ask("/groups?$filter=displayName eq 'a'"))).toHaveLength(1);
});
