import { expect, test } from 'vitest';
import type { Setup } from './tenant.ts';
import { awsApp, errorOf, setup, smallSeed, valuesOf } from './tenant.ts';

/** Every application permission that a route here takes, alone or with others. */
const all = [
  'AppRoleAssignment.ReadWrite.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Application.ReadWrite.OwnedBy',
  'AuditLog.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Policy.Read.All',
  'Policy.Read.ConditionalAccess',
  'Synchronization.Read.All',
  'Synchronization.ReadWrite.All',
  'User.Read.All',
  'User.ReadBasic.All',
  'User.ReadWrite.All',
];
const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const groups = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directory];
const members = [...groups, 'GroupMember.ReadWrite.All'];
const deleted = ['Group.Read.All', 'Group.ReadWrite.All', ...directory];
const users = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directory];
const ownApplications = [
  'Application.Read.All',
  'Application.ReadWrite.OwnedBy',
  'Application.ReadWrite.All',
];
const applications = [...ownApplications, ...directory];
const organization = ['Organization.Read.All', 'Organization.ReadWrite.All', ...directory];
const readJobs = ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'];
const writeJobs = ['Synchronization.ReadWrite.All'];
const policies = ['Policy.Read.ConditionalAccess', 'Policy.Read.All'];

type Path = (setup: Setup) => string;
const group: Path = ({ entra }) => `/groups/${entra.world.dump().groups[0]?.id}`;
const job: Path = ({ app, entra }) => app(`/synchronization/jobs/${entra.world.job().id}`);

const routes: [method: string, path: string, of: Path | undefined, allowed: string[]][] = [
  ['GET', '/groups', undefined, groups],
  ['GET', '', group, groups],
  ['GET', '/members', group, members],
  ['GET', '/transitiveMembers', group, members],
  ['GET', '/directory/deletedItems/microsoft.graph.group', undefined, deleted],
  ['GET', '/users', undefined, users],
  ['GET', '/users/ada@example.com', undefined, users],
  ['GET', '/servicePrincipals', undefined, applications],
  ['GET', '', ({ app }) => app(), applications],
  ['GET', '/appRoleAssignedTo', ({ app }) => app(), applications],
  ['GET', '/applications', undefined, applications],
  ['GET', '/federatedIdentityCredentials', ownApplication, ownApplications],
  ['DELETE', '/appRoleAssignedTo/x', ({ app }) => app(), ['AppRoleAssignment.ReadWrite.All']],
  ['GET', '/synchronization/jobs', ({ app }) => app(), readJobs],
  ['GET', '', job, readJobs],
  ['GET', '/schema', job, readJobs],
  ['GET', '/synchronization/secrets', ({ app }) => app(), readJobs],
  ['POST', '/validateCredentials', job, writeJobs],
  ['POST', '/provisionOnDemand', job, writeJobs],
  ['POST', '/start', job, writeJobs],
  ['POST', '/restart', job, writeJobs],
  ['GET', '/identity/conditionalAccess/policies', undefined, policies],
  ['GET', '/auditLogs/provisioning', undefined, ['AuditLog.Read.All']],
  ['GET', '/subscribedSkus', undefined, organization],
  ['GET', '/organization', undefined, organization],
];

function ownApplication({ entra }: Setup): string {
  return `/applications(appId='${entra.appId('reconciler')}')`;
}

test.each(routes)(
  '%s %s (%#) takes the documented permissions and no other',
  async (method, path, of, allowed) => {
    const made = await setup({
      seed: { ...smallSeed, apps: { reconciler: { secrets: ['s3cret'] } } },
    });
    const { ask, entra } = made;
    const attempt = async (permissions: readonly string[]) => {
      entra.world.revokePermissions('reconciler', ...all);
      entra.world.grantPermissions('reconciler', ...permissions);
      const body = method === 'POST' ? { body: {} } : {};
      return ask(`${of?.(made) ?? ''}${path}`, { method, ...body });
    };
    for (const permission of allowed) {
      const { status } = await attempt([permission]);
      expect([permission, status === 403 || status === 401 || status === 501]).toEqual([
        permission,
        false,
      ]);
    }
    const refused = await attempt(all.filter((one) => !allowed.includes(one)));
    expect(refused.status).toBe(403);
  },
);

test('assigning takes a permission to assign and one to read applications', async () => {
  const { ask, app, entra, tokenOf } = await setup({
    seed: { ...smallSeed, apps: { reconciler: { secrets: ['s3cret'] } } },
  });
  const attempt = async (...permissions: string[]) => {
    entra.world.revokePermissions('reconciler', ...all);
    entra.world.grantPermissions('reconciler', ...permissions);
    const token = await tokenOf('reconciler');
    return (await ask(app('/appRoleAssignedTo'), { method: 'POST', body: {}, token })).status;
  };
  const write = 'AppRoleAssignment.ReadWrite.All';
  expect(await attempt(write)).toBe(403);
  expect(await attempt('Application.ReadWrite.All', 'Directory.ReadWrite.All')).toBe(403);
  expect(await attempt(write, 'Application.Read.All')).toBe(400);
  expect(await attempt(write, 'Directory.Read.All')).toBe(400);
});

test('a custom role on one app is enough to assign to it, and to nothing else', async () => {
  const seed = {
    ...smallSeed,
    apps: {
      reconciler: { secrets: ['s3cret'], permissions: ['Application.Read.All'], assigns: [awsApp] },
    },
    enterpriseApps: { ...smallSeed.enterpriseApps, Other: { provisioning: null } },
  };
  const { ask, app, entra } = await setup({ seed });
  const apps = entra.world.state.servicePrincipals.values();
  const other = apps.find(({ displayName }) => displayName === 'Other');
  const [aws] = valuesOf(await ask(`/servicePrincipals?$filter=displayName eq '${awsApp}'`));
  const roles = aws?.['appRoles'] as { id: string; displayName: string }[];
  const developers = entra.world.dump().groups.find((one) => one.displayName === 'Developers');
  const body = {
    principalId: developers?.id,
    resourceId: aws?.['id'],
    appRoleId: roles.find(({ displayName }) => displayName === 'User')?.id,
  };
  const made = await ask(app('/appRoleAssignedTo'), { method: 'POST', body });
  expect(made.status).toBe(201);
  const path = `/servicePrincipals/${other?.id}/appRoleAssignedTo`;
  expect((await ask(path, { method: 'POST', body })).status).toBe(403);
  const gone = await ask(app(`/appRoleAssignedTo/${String(made.body['id'])}`), {
    method: 'DELETE',
  });
  expect([gone.status, gone.text]).toEqual([204, '']);
  entra.world.revokeAssigning('reconciler', awsApp);
  expect((await ask(app('/appRoleAssignedTo'), { method: 'POST', body })).status).toBe(403);
});

test('OwnedBy reaches the jobs of owned apps alone', async () => {
  const permissions = ['Application.ReadWrite.OwnedBy'];
  const { ask, app, entra } = await setup({
    seed: { ...smallSeed, apps: { reconciler: { secrets: ['s3cret'], permissions } } },
  });
  expect((await ask(app('/synchronization/jobs'))).status).toBe(403);
  entra.world.addOwner(awsApp, 'reconciler');
  expect((await ask(app('/synchronization/jobs'))).status).toBe(200);
  const start = app(`/synchronization/jobs/${entra.world.job().id}/start`);
  expect((await ask(start, { method: 'POST' })).status).toBe(204);
});

test.each([
  ['/groups', 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  [
    '/identity/conditionalAccess/policies',
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  ],
  [
    '/auditLogs/provisioning',
    'Authentication_MSGraphPermissionMissing',
    'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API. For more information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-overview.',
  ],
])('%s says no in its own words', async (path, code, message) => {
  const { ask } = await setup({ seed: { apps: { reconciler: { secrets: ['s3cret'] } } } });
  const { status, body, headers } = await ask(path, { headers: { 'client-request-id': 'mine' } });
  const innerError = {
    date: '2026-01-01T00:00:00',
    'request-id': headers.get('request-id'),
    'client-request-id': 'mine',
  };
  expect([status, body]).toEqual([403, { error: { code, message, innerError } }]);
});

test('of members whose type may not be read only id and type are told', async () => {
  const read = (permissions: string[], limitedMembers: 'absent' | 'null') =>
    setup({
      seed: { ...smallSeed, apps: { reconciler: { secrets: ['s3cret'], permissions } } },
      knobs: { behaviour: { limitedMembers } },
    });
  const path = '/members?$select=id,displayName,userPrincipalName';
  const rows = async ({ ask, entra }: Setup) => {
    const developers = entra.world.dump().groups.find((one) => one.displayName === 'Developers');
    return valuesOf(await ask(`/groups/${developers?.id}${path}`));
  };
  const id = expect.any(String) as unknown;
  const nested = { '@odata.type': '#microsoft.graph.group', id, displayName: 'Contractors' };
  expect(await rows(await read(['GroupMember.Read.All'], 'absent'))).toEqual([
    { '@odata.type': '#microsoft.graph.user', id },
    nested,
  ]);
  expect(await rows(await read(['GroupMember.Read.All'], 'null'))).toEqual([
    { '@odata.type': '#microsoft.graph.user', id, displayName: null, userPrincipalName: null },
    nested,
  ]);
  expect(await rows(await read(['GroupMember.Read.All', 'User.ReadBasic.All'], 'absent'))).toEqual([
    {
      '@odata.type': '#microsoft.graph.user',
      id,
      displayName: 'ada',
      userPrincipalName: 'ada@example.com',
    },
    nested,
  ]);
});

test('members of a group that hides them take a permission of its own', async () => {
  const permissions = ['GroupMember.Read.All'];
  const seed = {
    groups: { Hidden: { members: ['ada@example.com'], visibility: 'HiddenMembership' as const } },
    apps: { reconciler: { secrets: ['s3cret'], permissions } },
  };
  const { ask, entra } = await setup({ seed });
  const path = `/groups/${entra.world.dump().groups[0]?.id}/members`;
  const refused = await ask(path);
  expect([refused.status, errorOf(refused).code]).toEqual([403, 'Authorization_RequestDenied']);
  entra.world.grantPermissions('reconciler', 'Member.Read.Hidden');
  expect(valuesOf(await ask(path))).toHaveLength(1);
});
