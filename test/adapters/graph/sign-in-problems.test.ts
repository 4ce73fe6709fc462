import { describe, expect, it } from 'vitest';
import { chooseCredential } from '../../../src/adapters/graph/sign-in/choose-credential.ts';
import type { EntraAccess } from '../../../src/adapters/graph/sign-in/entra-access.ts';
import { entraHosts } from '../../../src/adapters/graph/sign-in/entra-hosts.ts';
import type { FailedSignIn } from '../../../src/adapters/graph/sign-in/failed-sign-in.ts';
import { failureOfSignIn } from '../../../src/adapters/graph/sign-in/failure-of-sign-in.ts';
import { signInError } from '../../../src/adapters/graph/sign-in/sign-in-error.ts';
import { permissionsOf, tokenClaims } from '../../../src/adapters/graph/sign-in/token-claims.ts';
import { nothingSeen } from '../../../src/adapters/graph/sign-in/watch-answers.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { jwt } from './support/jwt.ts';

const tenantId = '11111111-2222-3333-4444-555555555555';
const clientId = '99999999-8888-7777-6666-555555555555';
const target = { tenantId, cloud: 'public' } as const;
const access: EntraAccess = {
  clientId,
  tenantId: null,
  environmentTenantId: null,
  clientSecret: null,
  tokenFile: null,
  authorityHost: null,
  graphEndpoint: null,
  idToken: 'available',
};

function refusalOf(work: () => unknown): PortError {
  try {
    work();
  } catch (error) {
    if (error instanceof PortError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('who vouches', () => {
  it.each<[string, Partial<EntraAccess>, unknown]>([
    [
      'a client secret before all',
      { clientSecret: 's', tokenFile: '/t' },
      { kind: 'secret', clientId, secret: 's' },
    ],
    ['then a token file', { tokenFile: '/t' }, { kind: 'token-file', clientId, file: '/t' }],
    ["then the job's own token", {}, { kind: 'job', clientId }],
    ['at a terminal Azure CLI', { idToken: 'no-job', clientId: null }, { kind: 'azure-cli' }],
    ['under the same tenant', { tenantId: tenantId.toUpperCase() }, { kind: 'job', clientId }],
    ['in one spelling', { clientId: clientId.toUpperCase() }, { kind: 'job', clientId }],
  ])('%s', (_what, over, credential) => {
    expect(chooseCredential(target, { ...access, ...over })).toEqual(credential);
  });

  it.each<[string, Partial<EntraAccess>, string, string]>([
    [
      'another tenant',
      { tenantId: clientId },
      `input entra-tenant-id is ${clientId}`,
      'leave the input out',
    ],
    ['no permission', { idToken: 'not-permitted' }, 'may not ask GitHub', 'add "id-token: write"'],
    [
      'no client id',
      { clientId: null },
      "the job's own token needs a client id",
      'entra-client-id',
    ],
    [
      'a name for an id',
      { clientId: 'my app' },
      'the client id is not an id',
      'Application (client) ID',
    ],
    [
      'a secret of nobody',
      { clientSecret: 's', clientId: null },
      'AZURE_CLIENT_SECRET needs a client id',
      'AZURE_CLIENT_ID',
    ],
  ])('refuses %s', (_what, over, message, help) => {
    const error = refusalOf(() => chooseCredential(target, { ...access, ...over }));
    expect(error).toMatchObject({ kind: 'credentials', action: 'Entra sign-in' });
    expect(error.message).toContain(message);
    expect(error.help).toContain(help);
  });
});

describe('a cloud that the files name', () => {
  const china = { tenantId, cloud: 'china' } as const;
  const authorityHost = 'https://login.chinacloudapi.cn';

  it.each([
    ['a client secret', { clientSecret: 's' }],
    ['a token file', { tokenFile: '/t' }],
  ])('gets %s only where the workflow names its host', (_what, over) => {
    const error = refusalOf(() => chooseCredential(china, { ...access, ...over }));
    expect(error.message).toContain('settings.entra.cloud is "china"');
    expect(error.help).toContain(`set AZURE_AUTHORITY_HOST to ${authorityHost}`);
    const named = { ...access, ...over, authorityHost };
    expect(chooseCredential(china, named)).toMatchObject({ clientId });
  });

  it("gets the job's own token, which no other cloud takes", () => {
    expect(chooseCredential(china, access)).toEqual({ kind: 'job', clientId });
  });
});

describe('where', () => {
  const none = { authorityHost: null, graphEndpoint: null };
  it.each([
    ['public', 'login.microsoftonline.com', 'graph.microsoft.com', ''],
    ['usgov', 'login.microsoftonline.us', 'graph.microsoft.us', 'USGov'],
    ['usgov-dod', 'login.microsoftonline.us', 'dod-graph.microsoft.us', 'USGov'],
    ['china', 'login.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn', 'China'],
  ] as const)('%s', (cloud, authority, graph, audience) => {
    expect(entraHosts(cloud, none)).toEqual({
      authority: `https://${authority}`,
      isMicrosoft: true,
      graph: `https://${graph}`,
      scope: `https://${graph}/.default`,
      audience: `api://AzureADTokenExchange${audience}`,
    });
  });

  it('takes what the environment says, whose authority no list of Microsoft knows', () => {
    const over = {
      authorityHost: 'https://localhost:1/',
      graphEndpoint: 'https://localhost:2/g/v1.0/',
    };
    expect(entraHosts('public', over)).toMatchObject({
      authority: 'https://localhost:1',
      isMicrosoft: false,
      graph: 'https://localhost:2/g',
      scope: 'https://localhost:2/.default',
    });
    const own = { ...none, authorityHost: 'https://login.windows.net' };
    expect(entraHosts('public', own).isMicrosoft).toBe(true);
  });

  it.each(['http://localhost:1', 'localhost', 'https://user@host/', 'https://host/?x'])(
    'refuses %s, where a token would not be safe',
    (address) => {
      const error = refusalOf(() => entraHosts('public', { ...none, graphEndpoint: address }));
      expect(error.message).toBe('Entra sign-in: MICROSOFT_GRAPH_ENDPOINT is not an https address');
    },
  );
});

const claims = {
  sub: 'repo:acme/access:ref:refs/heads/main',
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'api://AzureADTokenExchange',
  repository: 'acme/access',
  repository_id: '22',
  repository_owner_id: '11',
};

function refused(code: number, over: Partial<FailedSignIn> = {}): PortError {
  const description = `AADSTS${code}: Some words. Trace ID: 1 Correlation ID: 2 Timestamp: now`;
  const body = { error: 'invalid_client', error_description: description };
  const failure = failureOfSignIn(new Error('wrapped'), {
    ...nothingSeen(),
    answer: { status: 401, header: () => null, body },
  });
  const assertion = { token: 'secret.token', claims: tokenClaims(jwt(claims)) };
  return signInError(failure.refusal ?? 'invalid', failure, {
    target,
    access,
    hosts: entraHosts('public', access),
    credential: { kind: 'job', clientId },
    assertion,
    ...over,
  });
}

describe('what Entra refuses', () => {
  it.each([
    [700016, `there is no application ${clientId} in tenant ${tenantId}`, 'entra-client-id'],
    [90002, `there is no tenant ${tenantId} in the cloud "public"`, 'settings.entra.cloud'],
    [7000215, 'the client secret is wrong', 'not its Secret ID'],
    [7000222, 'the client secret has expired', 'make a new one'],
    [700024, 'the token that vouches for this run is too old', 'run it again'],
    [7000112, `application ${clientId} is disabled`, 'enable'],
    [7000229, 'has no enterprise application in tenant', 'consent'],
    [50166, 'Entra cannot check the token', 'GitHub Enterprise Server'],
    [53003, 'a Conditional Access policy blocks', 'workload identities'],
    [500011, 'is nothing that tenant', 'settings.entra.cloud'],
    [
      123456,
      'Entra refused this application',
      'https://login.microsoftonline.com/error?code=123456',
    ],
  ])('AADSTS%d names the place to mend', (code, message, help) => {
    const error = refused(code);
    expect(error).toMatchObject({ kind: 'credentials', action: 'Entra sign-in' });
    expect(error.message).toContain(message);
    expect(error.message).toMatch(new RegExp(`\\(AADSTS${code}: Some words\\.\\)$`));
    expect(error.help).toContain(help);
  });

  it.each([
    [
      70021,
      'whose subject is exactly "repo:acme/access:ref:refs/heads/main": there are no wildcards',
    ],
    [70025, 'whose subject is exactly'],
    [700213, 'whose subject is exactly'],
    [7002138, 'upper and lower case differ'],
    [700211, 'the issuer "https://token.actions.githubusercontent.com"'],
    [700212, 'the audience "api://AzureADTokenExchange"'],
  ])('AADSTS%d says what was sent, in both forms of GitHub, and never the token', (code, help) => {
    const error = refused(code);
    expect(error.message).toContain(
      'sent with subject "repo:acme/access:ref:refs/heads/main", issuer "https://token.actions.githubusercontent.com" and audience "api://AzureADTokenExchange"',
    );
    expect(error.message).toContain(
      '"repo:acme/access:ref:refs/heads/main", or, for repositories made, renamed or transferred since July 2026, as "repo:acme@11/access@22:ref:refs/heads/main"',
    );
    expect(error.help).toContain(help);
    expect(error.help).toContain('after some minutes');
    expect(`${error.message}${error.help}`).not.toContain('secret.token');
  });

  it('knows the forms without the claims, too', () => {
    const error = refused(700213, { assertion: { token: 'opaque', claims: null } });
    expect(error.message).toContain('which is no JWT');
    expect(error.message).toContain('"repo:OWNER@ID/REPO@ID:…"');
  });

  it('tells of AZURE_TENANT_ID, which does not decide', () => {
    const other = { ...access, environmentTenantId: clientId };
    expect(refused(90002, { access: other }).help).toContain(`AZURE_TENANT_ID is ${clientId}`);
    const same = { ...access, environmentTenantId: tenantId };
    expect(refused(90002, { access: same }).help).not.toContain('AZURE_TENANT_ID');
  });

  it('sends those who use a file or Azure CLI to their own place', () => {
    const file = { kind: 'token-file', clientId, file: '/t' } as const;
    expect(refused(700024, { credential: file }).help).toContain('AZURE_FEDERATED_TOKEN_FILE');
    const cli = (words: string) => {
      const failure = failureOfSignIn(new Error(words), nothingSeen());
      const hosts = entraHosts('public', access);
      const at = {
        target,
        access,
        hosts,
        credential: { kind: 'azure-cli' } as const,
        assertion: null,
      };
      return signInError('credentials', failure, at);
    };
    expect(cli("Please run 'az login' from a command prompt").help).toContain(
      `az login --tenant ${tenantId}`,
    );
    expect(cli('Azure CLI could not be found.').message).toContain('there is no Azure CLI');
    expect(cli('WARNING: x\nERROR: AADSTS50173: The grant has expired.\nmore').message).toContain(
      'Azure CLI has no token for this tenant (AADSTS50173: The grant has expired.)',
    );
    expect(cli('WARNING: x\nERROR: No subscription found. More.').message).toContain(
      '(sign-in refused: ERROR: No subscription found.)',
    );
    expect(cli(`Unexpected token 'L', "{"accessToken":LEAK" is not valid JSON`).message).toContain(
      '(sign-in refused: no token, and no reason that can be shown)',
    );
  });
});

describe('a token', () => {
  it('says what it allows', () => {
    expect(permissionsOf(jwt({ roles: ['B.All', 'A.All'] }))).toEqual(['A.All', 'B.All']);
    expect(permissionsOf(jwt({ scp: 'User.Read Group.Read.All' }))).toEqual([
      'Group.Read.All',
      'User.Read',
    ]);
    expect(permissionsOf(jwt({}))).toEqual([]);
    expect(permissionsOf('opaque')).toBeNull();
    expect(permissionsOf('a.b.c')).toBeNull();
  });
});
