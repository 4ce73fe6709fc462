import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openPlace, type Place, settingsFor } from './place.ts';

const cli = new URL('../../src/cli.ts', import.meta.url).href;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with settings alone, and the command in it as a process of its own. */
function command(place: Place, ...args: readonly string[]): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'rights'));
  writeFileSync(join(folder, 'rights', 'settings.yaml'), settingsFor(place.entra));
  writeFileSync(
    join(folder, 'run.mjs'),
    `import { runCommand } from '${cli}'; await runCommand();`,
  );
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  for (const step of [
    ['init', '-q'],
    ['add', 'rights'],
    [...who, 'commit', '-qm', 'Settings'],
  ])
    execFileSync('git', step, { cwd: folder });
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    ...place.aws.environment,
    ...place.entra.environment,
    AWS_ACCESS_KEY_ID: 'AKIADOCTOR',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AZURE_CLIENT_ID: place.entra.appId('doctor'),
    AZURE_CLIENT_SECRET: 's3cret',
  };
  return new Promise((resolve) => {
    const given = ['run.mjs', 'doctor', '--config', 'rights', ...args];
    const child = execFile(
      process.execPath,
      given,
      { cwd: folder, env },
      (_error, stdout, stderr) => {
        resolve({ status: child.exitCode, stdout, stderr });
      },
    );
  });
}

it('prints what it found as JSON, and exits with 1 where a check fails', async () => {
  const place = await openPlace();
  place.entra.world.quarantine();
  const { status, stdout, stderr } = await command(place, '--json');
  const found: unknown = JSON.parse(stdout === '' ? `"${stderr}"` : stdout);
  expect(found).toMatchObject({ schema: 'identity-center-reconciler/doctor/v1', verdict: 'fail' });
  expect(stdout).toContain('"id": "quarantine"');
  expect(status).toBe(1);
});

it('prints it for people without', async () => {
  const place = await openPlace();
  place.entra.world.quarantine();
  const { status, stdout } = await command(place);
  expect(stdout).toMatch(/^federation check-up\n/);
  expect(stdout).toMatch(/\nFAIL\n(?:.*\n)*? {2}quarantine /);
  expect(stdout).toMatch(/\nresult: failed\n$/);
  expect(status).toBe(1);
});
