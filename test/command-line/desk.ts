import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { runAt } from '../../src/cli.ts';
import { unthrottled } from '../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../src/simulator/aws/start-aws-simulator.ts';

export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Keys in the environment, as somebody may have them. */
export const keys = { AWS_ACCESS_KEY_ID: 'AKIADESK', AWS_SECRET_ACCESS_KEY: 'secret-of-the-desk' };

const rule = `assignments:
  # Who builds payments, and where.






  # The developers themselves.


  - groups: Payments-Developers
    permissionSets: DeveloperAccess
    accounts: [payments-dev, payments-prod]
`;

export const files = {
  'access/settings.yaml': `settings:
  identityCenter: { region: eu-west-1, requestsPerSecond: 1000 }
  manage: { owner: platform }
permissionSets:
  DeveloperAccess:
    managedPolicies: [PowerUserAccess]
`,
  'access/payments.yaml': rule,
};

/** Who and what an example names beside what the files do. */
export interface Named {
  readonly people: readonly string[];
  readonly accounts: readonly string[];
  readonly permissionSets: readonly string[];
}

/** An organization that is as the files say, but for one account. */
export function openAws(
  named: Named = { people: [], accounts: [], permissionSets: [] },
): Promise<AwsSimulator> {
  const accounts = new Set(['payments-dev', 'payments-prod', ...named.accounts]);
  const others = named.permissionSets.filter((name) => name !== 'DeveloperAccess');
  return startAwsSimulator({
    seed: {
      accounts: [
        { name: 'management', management: true },
        ...[...accounts].map((name) => ({ name })),
      ],
      groups: {
        'Payments-Developers': [...new Set(['ada@example.com', ...named.people])],
        'Somebody-Else': [],
      },
      permissionSets: {
        DeveloperAccess: {
          managedPolicies: ['PowerUserAccess'],
          tags: { 'identity-center-reconciler': 'platform' },
        },
        ...Object.fromEntries(others.map((name) => [name, {}])),
      },
      assignments: [
        {
          group: 'Payments-Developers',
          permissionSet: 'DeveloperAccess',
          account: 'payments-dev',
        },
        ...others.flatMap((permissionSet) =>
          named.accounts.map((account) => ({ group: 'Somebody-Else', permissionSet, account })),
        ),
      ],
    },
    knobs: unthrottled,
  });
}

export function write(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

let made: string | null = null;

/** Two commits, of which the first has the mapping files already. */
function template(): string {
  if (made !== null) return made;
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  for (const args of [
    ['init', '--initial-branch=main'],
    ['add', '.'],
    [...who, 'commit', '-m', 'Begin'],
    [...who, 'commit', '--allow-empty', '-m', 'Go on'],
  ])
    execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  made = folder;
  return folder;
}

/** Somebody's clone of the mapping files, a home of its own, and nothing else of this machine's. */
export function openDesk(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const path of [folder, home]) rmSync(path, { recursive: true, force: true });
  });
  const theirs = /^(AWS|AZURE|GITHUB|GH|MICROSOFT|INPUT)_|^(NO_COLOR|FORCE_COLOR)$/;
  for (const name of Object.keys(process.env)) if (theirs.test(name)) vi.stubEnv(name, undefined);
  for (const name of ['AWS_PROFILE', ...Object.keys(keys), 'AWS_SESSION_TOKEN'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);

  cpSync(template(), folder, { recursive: true });
  const runIn = async (directory: string, argv: readonly string[]): Promise<Answer> => {
    const texts = { stdout: '', stderr: '' };
    const status = await runAt({
      argv,
      env: process.env,
      directory,
      stdout: { write: (text) => (texts.stdout += text) },
      stderr: { write: (text) => (texts.stderr += text) },
    });
    return { status, ...texts };
  };
  return {
    folder,
    home,
    runIn,
    run: (...argv: readonly string[]): Promise<Answer> => runIn(folder, argv),
  };
}
