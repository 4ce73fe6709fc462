import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDirectoryReader } from '../../../src/adapters/graph/create-directory-reader.ts';
import { openGraph } from '../../../src/adapters/graph/open-graph.ts';
import { connect, type Connected, seedWith } from './support/connect.ts';

/** An `az` before every other one on PATH, that notes what it is asked and answers `answer`. */
function installAz(): {
  readonly answers: (answer: unknown) => void;
  readonly asked: () => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'az-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const [az, answer, asked] = ['az', 'answer.json', 'asked'].map((name) => join(folder, name));
  if (az === undefined || answer === undefined || asked === undefined) throw new Error('no folder');
  writeFileSync(az, `#!/bin/sh\necho "$*" >> '${asked}'\ncat '${answer}'\n`);
  chmodSync(az, 0o755);
  const path = process.env['PATH'] ?? '';
  vi.stubEnv('PATH', [folder, dirname(process.execPath), path].join(delimiter));
  return {
    answers: (what) => writeFileSync(answer, JSON.stringify(what)),
    asked: () => readFileSync(asked, 'utf8'),
  };
}

/** A token of the tenant, got as anybody may who knows the secret. */
async function tokenOf({ entra, clock }: Connected): Promise<string> {
  const masked: string[] = [];
  const other = openGraph({
    target: { tenantId: entra.tenantId, cloud: 'public' },
    access: {
      clientId: entra.appId('reconciler'),
      tenantId: null,
      environmentTenantId: null,
      clientSecret: 'top-secret',
      tokenFile: null,
      authorityHost: entra.authorityHost,
      graphEndpoint: entra.graphEndpoint,
      idToken: 'no-job',
    },
    fetchIdToken: () => Promise.reject(new Error('there is no job')),
    clock,
    env: {},
    mask: (secret) => masked.push(secret),
    ca: entra.certificate,
  });
  onTestFinished(() => other.close());
  await createDirectoryReader(other).findGroups(['Admins']);
  const token = masked.find((one) => one.startsWith('eyJ'));
  if (token === undefined) throw new Error('no token was given');
  return token;
}

describe.skipIf(process.platform === 'win32')('signing in with Azure CLI', () => {
  it("asks it for Graph's token in the tenant of the files, and reads with that", async () => {
    const az = installAz();
    const seed = seedWith({ groups: { Admins: [] } });
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const connected = await connect({ seed, access: { clientId: null, idToken: 'no-job' } });
    const { entra, reader, audiences, masked, tokenRequests } = connected;
    const token = await tokenOf(connected);
    const before = tokenRequests();
    az.answers({
      accessToken: token,
      expiresOn: '2026-01-01 00:00:00.000000',
      expires_on: expires,
      subscription: null,
      tenant: entra.tenantId,
      tokenType: 'Bearer',
    });
    expect(await reader.findGroups(['Admins'])).toHaveLength(1);
    expect(await reader.findGroups(['Nobody'])).toEqual([]);
    expect(az.asked()).toBe(
      `account get-access-token --output json --resource ${entra.graphEndpoint} --tenant ${entra.tenantId}\n`,
    );
    expect(tokenRequests()).toBe(before);
    expect(audiences).toEqual([]);
    expect(masked).toContain(token);
    expect(entra.log.invalid()).toEqual([]);
  });
});
