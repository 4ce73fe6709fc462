import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAz, startFakeAz } from './support/fake-az.ts';
import { emptyTenant, type Tenant } from './support/fake-graph.ts';

const script = 'examples/entra/entra/setup.sh';
const urls = {
  AWS_ISSUER_URL: 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367000001',
  AWS_ACS_URL:
    'https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/85f2a8f3-9efd-4a5d-82d4-536a359a8c35',
};
const repository = { REPOSITORY: 'larkfield/aws-access', OWNER_ID: '1234567', REPOSITORY_ID: '42' };

let tenant: Tenant;
let az: FakeAz;

beforeEach(async () => {
  tenant = emptyTenant();
  az = await startFakeAz(tenant);
});

afterEach(() => az.close());

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

async function run(what: string, settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = { PATH: `${az.folder}:${process.env['PATH'] ?? ''}`, WAIT: '0', ...settings };
  const child = spawn('bash', [script, what], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  const [out, error, status] = await Promise.all([text(child.stdout), text(child.stderr), promise]);
  return { status, said: `${out}${error}` };
}

function copy(): Tenant {
  return structuredClone(tenant);
}

/** Names of the application permissions that an app registration holds. */
function permissionsOf(name: string): readonly unknown[] {
  const { applications, servicePrincipals, grants } = tenant;
  const appId = applications.find(({ displayName }) => displayName === name)?.['appId'];
  const principal = servicePrincipals.find((one) => one['appId'] === appId)?.id;
  const roles = servicePrincipals.flatMap(
    ({ appRoles }) => (appRoles ?? []) as { id: string; value: string }[],
  );
  return grants
    .filter(({ principalId }) => principalId === principal)
    .map(({ appRoleId }) => roles.find(({ id }) => id === appRoleId)?.value);
}

describe('setup.sh application', () => {
  it('makes the gallery application, by SAML, with the URLs of AWS and an active certificate', async () => {
    const { status, said } = await run('application', { ...urls, NOTIFY: 'aws@larkfield.example' });
    expect(said).toContain('type ACCEPT');
    expect(status).toBe(0);
    const { applications, servicePrincipals } = tenant;
    expect(applications).toMatchObject([
      { identifierUris: [urls.AWS_ISSUER_URL], web: { redirectUris: [urls.AWS_ACS_URL] } },
    ]);
    expect(servicePrincipals[1]).toMatchObject({
      applicationTemplateId: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
      preferredSingleSignOnMode: 'saml',
      appRoleAssignmentRequired: true,
      preferredTokenSigningKeyThumbprint: 'A'.repeat(40),
      notificationEmailAddresses: ['aws@larkfield.example'],
    });
  });

  it('changes nothing when it runs again', async () => {
    await run('application', urls);
    const before = copy();
    const { status, said } = await run('application', urls);
    expect({ status, made: said.includes('  made ') }).toEqual({ status: 0, made: false });
    expect(tenant).toEqual(before);
  });

  it('keeps the URLs through which people sign in, unless it is told to replace them', async () => {
    await run('application', urls);
    const before = copy();
    const other = { ...urls, AWS_ISSUER_URL: urls.AWS_ISSUER_URL.replace('9367000001', 'other') };
    const { status, said } = await run('application', other);
    expect(status).toBe(1);
    expect(said).toContain('REPLACE_URLS=true');
    expect(tenant).toEqual(before);
    expect((await run('application', { ...other, REPLACE_URLS: 'true' })).status).toBe(0);
    expect(tenant.applications[0]?.['identifierUris']).toEqual([other.AWS_ISSUER_URL]);
  });

  it.each([
    ['AWS_ISSUER_URL', 'https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/abc'],
    ['AWS_ACS_URL', urls.AWS_ISSUER_URL],
    ['AWS_ISSUER_URL', `${urls.AWS_ISSUER_URL}/`],
  ])('refuses %s=%s before it asks anything', async (name, value) => {
    const { status, said } = await run('application', { ...urls, [name]: value });
    expect(status).toBe(1);
    expect(said).toContain(`error: ${name} is "${value}"`);
  });
});

describe('setup.sh identities', () => {
  it('makes two identities that trust exactly this repository, in both forms of subjects', async () => {
    await run('application', urls);
    const { status, said } = await run('identities', repository);
    expect(status).toBe(0);
    expect(said).toMatch(/gh variable set ENTRA_PLAN_CLIENT_ID --body [\w-]{36}\n/);
    const names = 'repo:larkfield/aws-access';
    const ids = 'repo:larkfield@1234567/aws-access@42';
    const contexts = [
      'pull_request',
      'ref:refs/heads/main',
      'environment:aws-access',
      'environment:aws-access-approval',
    ];
    expect(tenant.credentials.map(({ subject }) => subject)).toEqual(
      contexts.flatMap((context) => [`${names}:${context}`, `${ids}:${context}`]),
    );
    expect(tenant.credentials[0]).toMatchObject({
      issuer: 'https://token.actions.githubusercontent.com',
      audiences: ['api://AzureADTokenExchange'],
    });
  });

  it('lets plan read alone, and apply assign to the one application by a custom role', async () => {
    await run('application', urls);
    await run('identities', repository);
    const reads = ['GroupMember.Read.All', 'Application.Read.All', 'Synchronization.Read.All'];
    expect(permissionsOf('aws-access-plan')).toEqual(reads);
    expect(permissionsOf('aws-access-apply')).toEqual([
      'GroupMember.Read.All',
      'Application.Read.All',
      'Synchronization.ReadWrite.All',
    ]);
    const { roleDefinitions, roleAssignments, servicePrincipals } = tenant;
    expect(roleDefinitions).toMatchObject([
      {
        rolePermissions: [
          {
            allowedResourceActions: [
              'microsoft.directory/servicePrincipals/appRoleAssignedTo/update',
            ],
          },
        ],
      },
    ]);
    expect(roleAssignments).toMatchObject([
      {
        principalId: servicePrincipals[3]?.id,
        directoryScopeId: `/${servicePrincipals[1]?.id ?? ''}`,
      },
    ]);
  });

  it('gives apply what plan has, where groups are only checked', async () => {
    await run('application', urls);
    await run('identities', { ...repository, GROUP_SYNC: 'check', SUBJECTS: 'ids' });
    expect(permissionsOf('aws-access-apply')).toEqual(permissionsOf('aws-access-plan'));
    expect(tenant).toMatchObject({ roleDefinitions: [], roleAssignments: [] });
    expect(tenant.credentials).toHaveLength(4);
  });

  it('lets the plan identity alone read users, where reviews are to name them', async () => {
    await run('application', urls);
    await run('identities', { ...repository, REVIEW_NAMES: 'true' });
    expect(permissionsOf('aws-access-plan')).toContain('User.Read.All');
    expect(permissionsOf('aws-access-apply')).not.toContain('User.Read.All');
  });

  it('changes nothing when it runs again, and says what is more than it would give', async () => {
    await run('application', urls);
    await run('identities', { ...repository, DOCTOR_READS: 'true' });
    const before = copy();
    const { status, said } = await run('identities', repository);
    expect({ status, made: said.includes('  made ') }).toEqual({ status: 0, made: false });
    expect(said).toContain('more  Policy.Read.All, which it does not need for this');
    expect(tenant).toEqual(before);
  });
});

describe('setup.sh show', () => {
  it('lists what is there and changes nothing', async () => {
    expect((await run('show')).said).toContain('no enterprise application');
    await run('application', urls);
    await run('identities', repository);
    const before = copy();
    const { status, said } = await run('show');
    expect(status).toBe(0);
    expect(said).toContain('trusts repo:larkfield@1234567/aws-access@42:pull_request');
    expect(said).toContain('may Synchronization.ReadWrite.All');
    expect(tenant).toEqual(before);
  });
});
