import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { keys, openAws, openDesk, write } from './desk.ts';

/** The access portal of IAM Identity Center, as far as a signed-in CLI asks it. */
let portal: Server;
let portalUrl = '';
let tokens: (string | undefined)[] = [];
let aws: AwsSimulator;

beforeAll(async () => {
  aws = await openAws();
  portal = createServer((request, response) => {
    const token = request.headers['x-amz-sso_bearer_token'];
    tokens.push(typeof token === 'string' ? token : undefined);
    const isGood = token === 'token-of-audit';
    response.writeHead(isGood ? 200 : 401, {
      'content-type': 'application/json',
      ...(!isGood && { 'x-amzn-errortype': 'UnauthorizedException' }),
    });
    const roleCredentials = {
      accessKeyId: 'ASIASSO',
      secretAccessKey: 'secret-of-sso',
      sessionToken: 'session-of-sso',
      expiration: Date.parse('2099-01-01T00:00:00Z'),
    };
    response.end(JSON.stringify(isGood ? { roleCredentials } : { message: 'Session not found' }));
  });
  await new Promise<void>((resolve) => {
    portal.listen(0, '127.0.0.1', resolve);
  });
  portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterAll(async () => {
  portal.close();
  await aws.close();
});

const config = `[profile audit]
sso_session = company
sso_account_id = 111111111111
sso_role_name = Audit
region = eu-west-1

[sso-session company]
sso_start_url = https://company.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`;

/** A home in which `aws sso login` has left a token that ends then. */
function openSignedIn(expiresAt: string, accessToken = 'token-of-audit') {
  tokens = [];
  const desk = openDesk({ ...aws.environment, AWS_ENDPOINT_URL_SSO: portalUrl });
  const cached = createHash('sha1').update('company').digest('hex');
  write(desk.home, {
    '.aws/config': config,
    [`.aws/sso/cache/${cached}.json`]: JSON.stringify({
      startUrl: 'https://company.awsapps.com/start',
      region: 'eu-west-1',
      accessToken,
      expiresAt,
    }),
  });
  return desk;
}

const usedKeys = (): readonly string[] => [
  ...new Set(aws.log.requests.map(({ accessKeyId }) => accessKeyId ?? '')),
];

describe('signing in to AWS at a terminal', () => {
  it('takes the session of aws sso login, by --profile or AWS_PROFILE', async () => {
    const desk = openSignedIn('2099-01-01T00:00:00Z');
    aws.log.clear();
    const { status, stdout } = await desk.run('plan', '--profile', 'audit');
    expect(stdout).toContain('Payments-Developers');
    expect(status).toBe(0);
    expect([...new Set(tokens)]).toEqual(['token-of-audit']);
    expect(usedKeys()).toEqual(['ASIASSO']);
  });

  it('takes the profile that is named before keys in the environment', async () => {
    const desk = openSignedIn('2099-01-01T00:00:00Z');
    for (const [name, value] of Object.entries(keys)) process.env[name] = value;
    aws.log.clear();
    expect((await desk.run('plan', '--profile', 'audit')).status).toBe(0);
    expect(usedKeys()).toEqual(['ASIASSO']);
  });

  it.each([
    ['ended, and is known to have', '2020-01-01T00:00:00Z', 'token-of-audit'],
    ['ended on the other side', '2099-01-01T00:00:00Z', 'token-of-yesterday'],
  ])('says how to sign in again where the session %s', async (_, expiresAt, token) => {
    const desk = openSignedIn(expiresAt, token);
    const { status, stdout } = await desk.run('plan', '--profile', 'audit');
    expect(status).toBe(1);
    expect(stdout).toContain('error aws-credentials');
    expect(stdout).toContain('aws sso login --profile audit');
    expect(stdout).not.toContain(token);
  });

  it('says how to sign in where nobody ever has, and where the profile is not there', async () => {
    const desk = openDesk(aws.environment);
    write(desk.home, { '.aws/config': config });
    const never = await desk.run('plan', '--profile', 'audit');
    expect(never.stdout).toContain('aws sso login --profile audit');
    const unknown = await desk.run('plan', '--profile', 'audti');
    expect(unknown.stdout).toContain('error aws-credentials');
    expect(unknown.stdout).toContain('audti');
  });

  it('takes a credential_process', async () => {
    const desk = openDesk(aws.environment);
    const answer = {
      Version: 1,
      AccessKeyId: 'ASIAPROCESS',
      SecretAccessKey: 's',
      SessionToken: 't',
    };
    write(desk.home, {
      'answer.json': JSON.stringify(answer),
      '.aws/config': `[profile vault]\ncredential_process = cat ${desk.home}/answer.json\n`,
    });
    aws.log.clear();
    expect((await desk.run('plan', '--profile', 'vault')).status).toBe(0);
    expect(usedKeys()).toEqual(['ASIAPROCESS']);
  });
});
