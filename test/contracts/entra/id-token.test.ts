import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startIdTokenIssuer } from '../../../src/simulator/runner/id-token-issuer.ts';
import type {
  IdTokenIssuer,
  IdTokenIssuerOptions,
} from '../../../src/simulator/runner/id-token-issuer.ts';
import type { IdTokenJob } from '../../../src/simulator/runner/id-token-claims.ts';
import { runAction } from '../../../src/simulator/runner/run-action.ts';
import { isSignedBy, readJwt } from '../../../src/simulator/entra/token/jwt.ts';
import { pushEvent } from './push-event.ts';
import { setup, smallSeed } from './tenant.ts';

async function start(options: IdTokenIssuerOptions = {}) {
  const issuer = await startIdTokenIssuer(options);
  onTestFinished(() => issuer.close());
  return issuer;
}

const pullRequest = { ...pushEvent, name: 'pull_request', ref: 'refs/pull/3/merge' } as const;

test.each<[string, 'ids' | 'names', IdTokenJob, string]>([
  ['a branch', 'names', { event: pushEvent }, 'repo:acme/access:ref:refs/heads/main'],
  [
    'an environment',
    'names',
    { event: pushEvent, environment: 'a:b' },
    'repo:acme/access:environment:a%3Ab',
  ],
  ['a pull request', 'names', { event: pullRequest }, 'repo:acme/access:pull_request'],
  ['a branch', 'ids', { event: pushEvent }, 'repo:acme@11/access@22:ref:refs/heads/main'],
  ['a pull request', 'ids', { event: pullRequest }, 'repo:acme@11/access@22:pull_request'],
])('the subject of %s, with %s', async (_, subjects, job, subject) => {
  const issuer = await start({ subjects });
  const token = readJwt(issuer.token(job, 'api://AzureADTokenExchange'));
  expect(token?.claims).toMatchObject({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'api://AzureADTokenExchange',
    sub: subject,
    repository: 'acme/access',
    ref: job.event.ref,
    job_workflow_ref: `acme/access/.github/workflows/access.yml@${job.event.ref}`,
  });
});

test('a job with the permission asks for its token and gets one that can be checked', async () => {
  const issuer = await start({ issuer: 'https://actions.example.com' });
  const { outputs, log } = await run(issuer);
  const token = readJwt(outputs['token'] ?? '');
  if (token === undefined) throw new Error('no token');
  expect(token.claims).toMatchObject({
    iss: 'https://actions.example.com',
    aud: 'sts.amazonaws.com',
  });
  expect(Number(token.claims['exp']) - Number(token.claims['iat'])).toBe(300);
  expect([isSignedBy(token, issuer.keys), isSignedBy(token, [])]).toEqual([true, false]);
  expect(log).toContain('asked with ***');
});

test('a job without it has nothing to ask with', async () => {
  const { outputs } = await run(undefined);
  expect(outputs['url']).toBe('undefined');
});

test('nobody else gets a token', async () => {
  const issuer = await start();
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url } = issuer.grant({ event: pushEvent });
  const headers = { authorization: 'Bearer guessed' };
  expect((await fetch(`${url}&audience=x`, { headers })).status).toBe(401);
});

test('a job signs in to Entra with nothing but its token', async () => {
  const issuer = await start();
  const subject = 'repo:acme/access:environment:production';
  const job = { permissions: ['Group.Read.All'], federated: [{ issuer: issuer.issuer, subject }] };
  const { entra } = await setup({
    clock: {},
    seed: { ...smallSeed, apps: { ...smallSeed.apps, job } },
    issuers: [issuer],
  });
  const { outputs, log } = await run(
    issuer,
    `const ask = async (url, options) => (await fetch(url, options)).json();
     const { value } = await ask(url + '&audience=api://AzureADTokenExchange', { headers: { authorization: 'Bearer ' + token } });
     const { AZURE_AUTHORITY_HOST: host, MICROSOFT_GRAPH_ENDPOINT: graph, TENANT, CLIENT } = process.env;
     const { access_token } = await ask(host + '/' + TENANT + '/oauth2/v2.0/token', { method: 'POST', body: new URLSearchParams({
       grant_type: 'client_credentials', client_id: CLIENT, scope: graph + '/.default', client_assertion: value,
       client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }) });
     const groups = await ask(graph + '/v1.0/groups?$select=displayName', { headers: { authorization: 'Bearer ' + access_token } });
     appendFileSync(GITHUB_OUTPUT, 'groups=' + groups.value.map((one) => one.displayName) + '\\n');`,
    { ...entra.environment, TENANT: entra.tenantId, CLIENT: entra.appId('job') },
    'production',
  );
  expect([outputs['groups'], log]).toEqual(['Admins,Developers,Contractors,Mail', '']);
});

const askForToken = `console.log('asked with ' + token);
  if (url) {
    const headers = { authorization: 'Bearer ' + token };
    const { value } = await (await fetch(url + '&audience=sts.amazonaws.com', { headers })).json();
    appendFileSync(GITHUB_OUTPUT, 'token=' + value + '\\n');
  }`;

function run(
  issuer: IdTokenIssuer | undefined,
  program = askForToken,
  env: Readonly<Record<string, string>> = {},
  environment?: string,
) {
  const root = mkdtempSync(join(tmpdir(), 'id-token-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const entry = join(root, 'index.mjs');
  writeFileSync(
    entry,
    `import { appendFileSync } from 'node:fs';
     const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token, GITHUB_OUTPUT } = process.env;
     appendFileSync(GITHUB_OUTPUT, 'url=' + url + '\\n');
     ${program}`,
  );
  return runAction({
    entry,
    workspace: root,
    event: pushEvent,
    api: { url: '', graphqlUrl: '', serverUrl: '' },
    temp: join(root, '_temp'),
    env,
    ...(issuer && { idToken: { issuer, ...(environment !== undefined && { environment }) } }),
  });
}
