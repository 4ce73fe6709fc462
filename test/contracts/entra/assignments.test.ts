import { expect, test } from 'vitest';
import type { Setup } from './tenant.ts';
import { awsApp, errorOf, setup, smallSeed, textWith, valuesOf } from './tenant.ts';

const groupId = ({ entra }: Setup, name: string): string =>
  entra.world.dump().groups.find((one) => one.displayName === name)?.id ?? '';

async function bodyFor(made: Setup, principal: string, role = 'User') {
  const { body } = await made.ask(made.app());
  const roles = body['appRoles'] as { id: string; displayName: string }[];
  return {
    principalId: groupId(made, principal),
    resourceId: body['id'],
    appRoleId: roles.find(({ displayName }) => displayName === role)?.id,
  };
}

test('a group is assigned and unassigned', async () => {
  const made = await setup();
  const { ask, app, entra } = made;
  const body = await bodyFor(made, 'Contractors');
  const answer = await ask(app('/appRoleAssignedTo'), { method: 'POST', body });
  expect([answer.status, answer.body]).toEqual([
    201,
    {
      '@odata.context': textWith(/appRoleAssignedTo\/\$entity$/),
      ...body,
      id: textWith(/^[\w-]{43}$/),
      deletedDateTime: null,
      createdDateTime: '2026-01-01T00:00:00.000Z',
      principalDisplayName: 'Contractors',
      principalType: 'Group',
      resourceDisplayName: awsApp,
    },
  ]);
  expect(entra.world.dump().assignments).toEqual([
    { app: awsApp, principal: 'Admins', role: 'User' },
    { app: awsApp, principal: 'Contractors', role: 'User' },
  ]);
  const one = app(`/appRoleAssignedTo/${String(answer.body['id'])}`);
  expect((await ask(one, { method: 'DELETE' })).status).toBe(204);
  const again = await ask(one, { method: 'DELETE' });
  expect([again.status, errorOf(again).code]).toEqual([404, 'Request_ResourceNotFound']);
  expect(entra.log.writes()).toHaveLength(3);
});

test.each([
  ['the same again', 'Admins', {}, 400, 'Permission being assigned already exists on the object'],
  [
    'a role of another app',
    'Contractors',
    { appRoleId: '00000000-0000-0000-0000-00000000000a' },
    400,
    'Permission being assigned was not found on application',
  ],
  [
    'no role where there are roles',
    'Contractors',
    { appRoleId: '00000000-0000-0000-0000-000000000000' },
    400,
    'was not found on application',
  ],
  ['a group for mail alone', 'Mail', {}, 400, 'Only security-enabled groups'],
  [
    'nobody',
    'Contractors',
    { principalId: '00000000-0000-0000-0000-00000000000a' },
    404,
    'does not exist',
  ],
  [
    'another app than the path says',
    'Contractors',
    { resourceId: '00000000-0000-0000-0000-00000000000a' },
    400,
    'resourceId',
  ],
  ['a name for an id', 'Contractors', { principalId: 'Contractors' }, 400, 'principalId'],
])('%s is refused', async (_, principal, change, status, message) => {
  const made = await setup();
  const body = { ...(await bodyFor(made, principal)), ...change };
  const answer = await made.ask(made.app('/appRoleAssignedTo'), { method: 'POST', body });
  expect([answer.status, errorOf(answer).message]).toEqual([status, textWith(message)]);
  const invalid = made.entra.log.invalid().length;
  expect(invalid).toBe(/another app than|name for/.test(_) ? 1 : 0);
});

test('a second role is a second assignment', async () => {
  const made = await setup();
  const body = await bodyFor(made, 'Admins', 'msiam_access');
  expect((await made.ask(made.app('/appRoleAssignedTo'), { method: 'POST', body })).status).toBe(
    201,
  );
  expect(valuesOf(await made.ask(made.app('/appRoleAssignedTo')))).toHaveLength(2);
});

test('the list trails a write, and the write does not', async () => {
  const made = await setup({ knobs: { lag: { assignments: 10_000 } } });
  const { ask, app, entra } = made;
  const post = async () =>
    (
      await ask(app('/appRoleAssignedTo'), {
        method: 'POST',
        body: await bodyFor(made, 'Contractors'),
      })
    ).status;
  expect([await post(), await post()]).toEqual([201, 400]);
  expect(valuesOf(await ask(app('/appRoleAssignedTo')))).toHaveLength(1);
  entra.clock.advance(10_000);
  expect(valuesOf(await ask(app('/appRoleAssignedTo')))).toHaveLength(2);
});

test('a deleted group is listed no more, and again when it is restored', async () => {
  const { ask, app, entra } = await setup();
  const count = async () => valuesOf(await ask(app('/appRoleAssignedTo'))).length;
  entra.world.deleteGroup('Admins');
  expect(await count()).toBe(0);
  entra.world.restoreGroup('Admins');
  expect(await count()).toBe(1);
});

test('a hundred and more assignments come in pages', async () => {
  const groups = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`group-${n}`, []]));
  const enterpriseApps = { [awsApp]: { assigned: Object.keys(groups) } };
  const { ask, app, entra } = await setup({ seed: { ...smallSeed, groups, enterpriseApps } });
  const first = await ask(app('/appRoleAssignedTo'));
  const next = String(first.body['@odata.nextLink']).slice(`${entra.graphEndpoint}/v1.0`.length);
  expect([valuesOf(first).length, valuesOf(await ask(next)).length]).toEqual([100, 20]);
});

test('the app tells its roles, certificates and where it signs in', async () => {
  const saml = {
    loginUrl: 'https://d-1234567890.awsapps.com/start',
    identifiers: ['https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890'],
    replyUrls: ['https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/1'],
    notify: ['ops@example.com'],
    certificates: [{ thumbprint: 'AB'.repeat(20), ends: '2026-02-01T00:00:00Z' }],
    claimsPolicies: [{ definition: ['{"ClaimsMappingPolicy":{}}'], displayName: 'Mail as name' }],
  };
  const { ask, app } = await setup({
    seed: { ...smallSeed, enterpriseApps: { [awsApp]: { saml } } },
  });
  const { body } = await ask(app());
  expect(body).toMatchObject({
    preferredSingleSignOnMode: 'saml',
    loginUrl: saml.loginUrl,
    replyUrls: saml.replyUrls,
    preferredTokenSigningKeyThumbprint: 'AB'.repeat(20),
    notificationEmailAddresses: saml.notify,
    appRoles: [{ displayName: 'User' }, { displayName: 'msiam_access' }],
  });
  const keys = body['keyCredentials'] as {
    customKeyIdentifier: string;
    endDateTime: string;
    usage: string;
  }[];
  expect(keys.map(({ usage }) => usage)).toEqual(['Sign', 'Verify']);
  expect(Buffer.from(keys[0]?.customKeyIdentifier ?? '', 'base64').toString('hex')).toBe(
    'ab'.repeat(20),
  );
  expect(keys[0]?.endDateTime).toBe('2026-02-01T00:00:00Z');
  const application = await ask(`/applications(appId='${String(body['appId'])}')`);
  expect(application.body).toMatchObject({
    identifierUris: saml.identifiers,
    web: { redirectUris: saml.replyUrls },
  });
  expect(valuesOf(await ask(app('/claimsMappingPolicies')))).toMatchObject(saml.claimsPolicies);
});
