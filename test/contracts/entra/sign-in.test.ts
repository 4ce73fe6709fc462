import { ClientAssertionCredential } from '@azure/identity';
import { expect, onTestFinished, test } from 'vitest';
import { SimulatedClock } from '../../../src/simulator/clock.ts';
import type { EntraSimulator } from '../../../src/simulator/entra/start-entra-simulator.ts';
import { startIdTokenIssuer } from '../../../src/simulator/runner/id-token-issuer.ts';
import type { IdTokenIssuer } from '../../../src/simulator/runner/id-token-issuer.ts';
import { pushEvent } from './push-event.ts';
import { askToken, credentialOf, errorOf, setup, smallSeed, startAt, textWith } from './tenant.ts';

const audience = 'api://AzureADTokenExchange';
const subject = 'repo:acme/access:environment:production';
const issuer = 'https://token.actions.githubusercontent.com';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

async function federated(
  credential: Partial<{ issuer: string; subject: string; audiences: string[] }> = {},
  knobs = {},
) {
  const clock = new SimulatedClock({ scale: 0, startAt });
  const actions = await startIdTokenIssuer({ clock });
  onTestFinished(() => actions.close());
  const apps = { job: { federated: [{ issuer, subject, ...credential }] }, bare: {} };
  const { entra } = await setup({
    clock,
    seed: { ...smallSeed, apps: { ...smallSeed.apps, ...apps } },
    issuers: [actions],
    knobs,
  });
  return { entra, actions, clock };
}

function exchange(
  entra: EntraSimulator,
  actions: IdTokenIssuer,
  options: { environment?: string; audience?: string; app?: string; assertion?: string } = {},
) {
  const job = { event: pushEvent, environment: options.environment ?? 'production' };
  return askToken(entra, {
    client_id: entra.appId(options.app ?? 'job'),
    client_assertion_type: assertionType,
    client_assertion: options.assertion ?? actions.token(job, options.audience ?? audience),
  });
}

test('a federated job gets a token with its roles, by the library that the action uses', async () => {
  const { entra, actions } = await federated();
  entra.world.grantPermissions('job', 'Group.Read.All');
  const assertion = () =>
    Promise.resolve(actions.token({ event: pushEvent, environment: 'production' }, audience));
  const credential = new ClientAssertionCredential(entra.tenantId, entra.appId('job'), assertion, {
    authorityHost: entra.authorityHost,
    disableInstanceDiscovery: true,
  });
  const { token } = await credential.getToken(`${entra.graphEndpoint}/.default`);
  const claims = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as object;
  expect(claims).toMatchObject({
    aud: entra.graphEndpoint,
    appid: entra.appId('job'),
    tid: entra.tenantId,
    roles: ['Group.Read.All'],
    idtyp: 'app',
  });
});

test.each([
  [
    'another environment',
    { environment: 'test' },
    {},
    700213,
    "subject 'repo:acme/access:environment:test'",
  ],
  [
    'another case',
    { environment: 'Production' },
    {},
    7002138,
    'but not with case-sensitive comparison',
  ],
  [
    'another audience',
    { audience: 'sts.amazonaws.com' },
    {},
    700212,
    "audience 'sts.amazonaws.com'",
  ],
  ['another issuer', {}, { issuer: `${issuer}/` }, 700211, `issuer '${issuer}'`],
  ['no credential', { app: 'bare' }, {}, 70025, 'has no configured federated identity credentials'],
  ['no JWT', { assertion: 'nonsense' }, {}, 50027, 'JWT token is invalid or malformed'],
])('%s is refused, and the answer names it', async (_, presented, credential, code, text) => {
  const { entra, actions } = await federated(credential);
  expect(await exchange(entra, actions, presented)).toMatchObject({
    status: 401,
    error: 'invalid_client',
    error_codes: [code],
    error_description: textWith(text),
    error_uri: `${entra.authorityHost}/error?code=${code}`,
  });
});

test('an assertion of somebody else’s key is refused, and one whose issuer nobody can ask', async () => {
  const { entra, actions } = await federated();
  const good = actions.token({ event: pushEvent, environment: 'production' }, audience);
  const forged = `${good.slice(0, good.lastIndexOf('.'))}.${Buffer.alloc(256).toString('base64url')}`;
  expect(await exchange(entra, actions, { assertion: forged })).toMatchObject({
    error_codes: [700027],
  });
  const other = await setup({
    seed: { ...smallSeed, apps: { ...smallSeed.apps, job: { federated: [{ issuer, subject }] } } },
  });
  expect(await exchange(other.entra, actions)).toMatchObject({ error_codes: [50166] });
});

test('an assertion is good for five minutes', async () => {
  const { entra, actions, clock } = await federated();
  const assertion = actions.token({ event: pushEvent, environment: 'production' }, audience);
  clock.advance(299_000);
  expect(await exchange(entra, actions, { assertion })).toMatchObject({ status: 200 });
  clock.advance(1000);
  expect(await exchange(entra, actions, { assertion })).toMatchObject({
    status: 401,
    error_codes: [700024],
    error_description: textWith('Current time: 2026-01-01T00:05:00.0000000Z'),
  });
});

test('a new federated credential takes a while to be known everywhere', async () => {
  const { entra, actions, clock } = await federated({}, { lag: { federatedCredentials: 120_000 } });
  entra.world.addFederatedCredential('bare', { issuer, subject });
  expect(await exchange(entra, actions, { app: 'bare' })).toMatchObject({
    error_codes: [70021],
    error_description: textWith(
      `Assertion Subject: '${subject}'. Assertion Audience: '${audience}'.`,
    ),
  });
  clock.advance(120_000);
  expect(await exchange(entra, actions, { app: 'bare' })).toMatchObject({ status: 200 });
});

test('an app has at most twenty federated credentials, each of another subject', async () => {
  const { entra } = await federated();
  const add = (name: string) => () =>
    entra.world.addFederatedCredential('bare', { issuer, subject: name });
  for (let n = 0; n < 20; n += 1) add(String(n))();
  expect(add('20')).toThrow('at most 20');
  entra.world.removeFederatedCredential('bare', '3');
  expect(add('4')).toThrow('already');
  add('20')();
});

test.each([
  [
    'an app that is not there',
    { client_id: '00000000-0000-0000-0000-000000000001' },
    400,
    'unauthorized_client',
    700016,
  ],
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
  ['nothing to sign in with', { client_secret: undefined }, 401, 'invalid_client', 7000216],
  [
    'a scope without /.default',
    { scope: 'https://graph.microsoft.com/User.Read' },
    400,
    'invalid_scope',
    1002012,
  ],
  [
    'a resource of another cloud',
    { scope: 'https://graph.microsoft.us/.default' },
    400,
    'invalid_resource',
    500011,
  ],
  ['another flow', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ['no scope', { scope: undefined }, 400, 'invalid_request', 900144],
])('%s is refused as Entra refuses it', async (_, form, status, error, code) => {
  const { entra } = await setup();
  const whole = {
    client_id: entra.appId('reconciler'),
    client_secret: 's3cret',
    scope: `${entra.graphEndpoint}/.default`,
    ...form,
  };
  const given = Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== undefined),
  );
  const response = await fetch(`${entra.authorityHost}/${entra.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', ...given }),
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({
    error,
    error_codes: [code],
    error_description: textWith(
      new RegExp(`^AADSTS${code}: .* Trace ID: .* Timestamp: 2026-01-01 00:00:00Z$`),
    ),
  });
});

test('another tenant is not found, and its own is known by domain, too', async () => {
  const { entra } = await setup();
  const form = { client_id: entra.appId('reconciler'), client_secret: 's3cret' };
  expect(await askToken(entra, form, '11111111-2222-3333-4444-555555555555')).toMatchObject({
    status: 400,
    error: 'invalid_request',
    error_codes: [90002],
  });
  expect(await askToken(entra, form, 'example.onmicrosoft.com')).toMatchObject({ status: 200 });
});

test('secrets expire and rotate, and an app can be disabled', async () => {
  const { entra } = await setup();
  const ask = (secret: string) =>
    askToken(entra, { client_id: entra.appId('reconciler'), client_secret: secret });
  entra.world.expireSecrets('reconciler');
  expect(await ask('s3cret')).toMatchObject({ status: 401, error_codes: [7000222] });
  entra.world.addSecret('reconciler', 'new', '2026-01-02T00:00:00Z');
  expect(await ask('new')).toMatchObject({ status: 200, expires_in: 3599, token_type: 'Bearer' });
  entra.clock.advance(24 * 3_600_000);
  expect(await ask('new')).toMatchObject({ error_codes: [7000222] });
  entra.world.addSecret('reconciler', 'newer');
  entra.world.disableApp('reconciler');
  expect(await ask('newer')).toMatchObject({ error_codes: [7000112] });
});

test('Graph takes a token until it expires, and says what is wrong with another', async () => {
  const { entra, ask, tokenOf } = await setup();
  const token = await tokenOf('reconciler');
  expect((await ask('/groups', { token })).status).toBe(200);
  const refused = async (given: string) => {
    const answer = await ask('/groups', { token: given });
    return [answer.status, errorOf(answer).code, errorOf(answer).message];
  };
  const code = 'InvalidAuthenticationToken';
  expect(await refused('')).toEqual([401, code, 'Access token is empty.']);
  expect(await refused('x')).toEqual([401, code, textWith('JWT is not well formed')]);
  expect(await refused(`${token.slice(0, -8)}AAAAAAAA`)).toEqual([
    401,
    code,
    textWith('Invalid signature'),
  ]);
  entra.clock.advance(3_599_000);
  expect(await refused(token)).toEqual([401, code, textWith('the token is expired')]);
});

test('consent counts in new tokens only, once it is known', async () => {
  const { entra, ask, tokenOf } = await setup({
    seed: { ...smallSeed, apps: { ...smallSeed.apps, late: { secrets: ['s3cret'] } } },
    knobs: { lag: { permissions: 60_000 } },
  });
  const status = async (token: string) => (await ask('/groups', { token })).status;
  const before = await tokenOf('late');
  entra.world.grantPermissions('late', 'GroupMember.Read.All');
  const tooSoon = await tokenOf('late');
  entra.clock.advance(60_000);
  const after = await tokenOf('late');
  expect(await Promise.all([before, tooSoon, after].map(status))).toEqual([403, 403, 200]);
  entra.world.revokePermissions('late', 'GroupMember.Read.All');
  expect(await status(after)).toBe(200);
  expect(await status(await tokenOf('late'))).toBe(403);
});

test('a fast clock makes a token no shorter for its client', async () => {
  const { entra, ask, tokenOf } = await setup({ clock: { scale: 1000 } });
  const token = await tokenOf('reconciler');
  await entra.clock.sleep(60_000);
  expect((await ask('/groups', { token })).status).toBe(200);
});

test('discovery says where things are, as a client needs it that was not told', async () => {
  const { entra } = await setup();
  const read = async (path: string) =>
    (await (await fetch(`${entra.authorityHost}${path}`)).json()) as Record<string, unknown>;
  const base = `${entra.authorityHost}/${entra.tenantId}`;
  expect(await read(`/${entra.tenantId}/v2.0/.well-known/openid-configuration`)).toMatchObject({
    issuer: `${base}/v2.0`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  });
  expect(await read(`/${entra.tenantId}/discovery/v2.0/keys`)).toMatchObject({
    keys: [{ kty: 'RSA' }],
  });
  expect(await read('/common/discovery/instance?api-version=1.1')).toMatchObject({
    metadata: [{ aliases: [new URL(entra.authorityHost).host] }],
  });
  await expect(
    credentialOf(entra, 'reconciler').getToken(`${entra.graphEndpoint}/.default`),
  ).resolves.toMatchObject({ tokenType: 'Bearer' });
});
