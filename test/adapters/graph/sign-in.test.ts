import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { PortError } from '../../../src/ports/port-error.ts';
import { containing } from '../aws/support/matching.ts';
import { connect, type ConnectOptions, seedWith } from './support/connect.ts';

const seed = seedWith({ groups: { Admins: [] } });

function secretSeed(secret: { value: string; expires?: string }) {
  return seedWith({ apps: { reconciler: { permissions: ['Group.Read.All'], secrets: [secret] } } });
}

describe('signing in', () => {
  it("uses the job's own token, once for all questions at once", async () => {
    const { reader, audiences, masked, tokenRequests, entra } = await connect({ seed });
    expect(tokenRequests()).toBe(0);
    const found = await Promise.all([
      reader.findGroups(['Admins']),
      reader.listDeletedGroups(),
      reader.findGroups(['Nobody']),
    ]);
    expect(found.map(({ length }) => length)).toEqual([1, 0, 0]);
    await reader.findGroups(['Admins']);
    expect(audiences).toEqual(['api://AzureADTokenExchange']);
    expect(tokenRequests()).toBe(1);
    expect(masked).toEqual([expect.stringMatching(/^eyJ/)]);
    expect(entra.log.invalid()).toEqual([]);
  });

  it('asks again shortly before the token ends, with a token of the job that still counts', async () => {
    const { reader, audiences, tokenRequests, clock } = await connect({ seed });
    await reader.findGroups(['Admins']);
    clock.advance(54 * 60_000);
    await reader.findGroups(['Admins']);
    expect(tokenRequests()).toBe(1);
    clock.advance(2 * 60_000);
    await reader.findGroups(['Admins']);
    expect(tokenRequests()).toBe(2);
    expect(audiences).toHaveLength(2);
  });

  it("keeps the job's token while Entra is busy", async () => {
    const { reader, audiences, entra, clock, tokenRequests } = await connect({ seed });
    entra.faults.add({
      path: '/oauth2/v2.0/token',
      calls: { from: 1, to: 3 },
      effect: { kind: 'status', status: 503 },
    });
    expect(await reader.findGroups(['Admins'])).toHaveLength(1);
    expect(tokenRequests()).toBe(4);
    expect(audiences).toHaveLength(1);
    expect(clock.waits).toEqual([1000, 2000, 4000]);
  });

  it('waits as long as Entra says', async () => {
    const { reader, entra, clock } = await connect({ seed });
    entra.faults.add({
      path: '/oauth2/v2.0/token',
      calls: { nth: 1 },
      effect: { kind: 'throttle', retryAfter: 9 },
    });
    await reader.findGroups(['Admins']);
    expect(clock.waits).toEqual([9000]);
  });

  it('survives answers that never came', async () => {
    const { reader, entra } = await connect({ seed });
    entra.faults.add({
      path: '/oauth2/v2.0/token',
      calls: { nth: 1 },
      effect: { kind: 'connection-reset' },
    });
    expect(await reader.findGroups(['Admins'])).toHaveLength(1);
  });

  it('uses a client secret, and asks GitHub for nothing', async () => {
    const { reader, audiences } = await connect({ seed, access: { clientSecret: 'top-secret' } });
    expect(await reader.findGroups(['Admins'])).toHaveLength(1);
    expect(audiences).toEqual([]);
  });

  it('uses the token of a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'graph-')), 'token');
    const connected = await connect({ seed, access: { tokenFile: file } });
    const empty = connected.reader.findGroups(['Admins']);
    await expect(empty).rejects.toMatchObject({ message: containing('cannot be read') });
    writeFileSync(file, '\n');
    await expect(connected.reader.findGroups(['Admins'])).rejects.toMatchObject({
      message: containing('is empty'),
    });
    const token = connected.idToken('api://AzureADTokenExchange');
    writeFileSync(file, `${token}\n`);
    expect(await connected.reader.findGroups(['Admins'])).toHaveLength(1);
    expect(connected.masked).toContain(token);
    expect(connected.audiences).toEqual([]);
  });

  it('stops waiting where the run is interrupted', async () => {
    const stop = new AbortController();
    const { reader } = await connect({
      seed,
      signal: stop.signal,
      fetchIdToken: () => {
        stop.abort(new Error('interrupted'));
        return new Promise(() => undefined);
      },
    });
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe('a sign-in that a person has to mend', () => {
  const subject = (over: object) => ({
    seed: seedWith({
      apps: {
        reconciler: {
          federated: [
            {
              issuer: 'https://token.actions.githubusercontent.com',
              subject: 'repo:acme/access:ref:refs/heads/main',
              ...over,
            },
          ],
        },
      },
    }),
  });
  const past = '2020-01-01T00:00:00Z';

  it.each<[string, ConnectOptions, string, string]>([
    [
      'an unknown client',
      { access: { clientId: '00000000-1111-2222-3333-444444444444' } },
      'AADSTS700016',
      'entra-client-id',
    ],
    [
      'an unknown tenant',
      { tenantId: '00000000-1111-2222-3333-444444444444' },
      'AADSTS90002',
      'settings.entra.tenantId',
    ],
    ['a wrong secret', { access: { clientSecret: 'wrong' } }, 'AADSTS7000215', 'not its Secret ID'],
    [
      'an old secret',
      { seed: secretSeed({ value: 'old', expires: past }), access: { clientSecret: 'old' } },
      'AADSTS7000222',
      'make a new one',
    ],
    [
      'no credential',
      { seed: seedWith({ apps: { reconciler: {} } }) },
      'AADSTS70025',
      'add a federated credential',
    ],
    [
      'another subject',
      { claims: { sub: 'repo:acme/access:pull_request' } },
      'AADSTS700213',
      '"repo:acme/access:pull_request"',
    ],
    [
      'another case',
      { claims: { sub: 'repo:Acme/access:ref:refs/heads/main' } },
      'AADSTS7002138',
      'upper and lower case',
    ],
    [
      'another issuer',
      subject({ issuer: 'https://ghes.example/_services/token' }),
      'AADSTS700211',
      'the issuer "https://token.actions',
    ],
    [
      'another audience',
      subject({ audiences: ['api://other'] }),
      'AADSTS700212',
      'the audience "api://AzureADTokenExchange"',
    ],
    ['a token of yesterday', { claims: { iat: 1, exp: 301 } }, 'AADSTS700024', 'run it again'],
    [
      'a token of nobody',
      { fetchIdToken: () => Promise.resolve('no.jwt') },
      'AADSTS50027',
      'issuer',
    ],
  ])('%s', async (_what, options, code, help) => {
    const { reader, clock, tokenRequests } = await connect(options);
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({
      kind: 'credentials',
      action: 'Entra sign-in',
      message: containing(`(${code}: `),
      help: containing(help),
    });
    expect(tokenRequests()).toBeLessThan(2);
    expect(clock.waits).toEqual([]);
  });

  it('names a server that cannot be reached', async () => {
    const authorityHost = 'https://localhost:9';
    const { reader } = await connect({ seed, access: { authorityHost } });
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({
      kind: 'unavailable',
      message: containing('Entra sign-in: localhost:9 cannot be reached (ECONNREFUSED: '),
      help: containing('AZURE_AUTHORITY_HOST'),
    });
  });

  it('names a certificate that this machine does not trust, at once', async () => {
    const { reader, clock } = await connect({ seed, ca: null });
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({
      kind: 'unavailable',
      help: containing('NODE_EXTRA_CA_CERTS'),
    });
    expect(clock.waits).toEqual([]);
  });

  it.each(['https://localhost:9', null])('never shows the secret (%s)', async (elsewhere) => {
    const access = { clientSecret: 'hush-hush', ...(elsewhere && { authorityHost: elsewhere }) };
    const { reader } = await connect({ seed, access });
    const error: unknown = await reader.findGroups(['Admins']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PortError);
    expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('hush-hush');
  });

  it('says what GitHub said', async () => {
    const fetchIdToken = () => Promise.reject(new Error('no token today'));
    const { reader } = await connect({ seed, fetchIdToken });
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'Entra sign-in: GitHub gave this job no token (Error: no token today)',
    });
  });

  it('has no Azure CLI to fall back to where there is none', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const { reader } = await connect({ seed, access: { idToken: 'no-job', clientId: null } });
    await expect(reader.findGroups(['Admins'])).rejects.toMatchObject({
      kind: 'credentials',
      message: containing('there is no Azure CLI on this machine'),
    });
    vi.unstubAllEnvs();
  });
});
