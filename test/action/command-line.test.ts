import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { change, type CommandResult, credentials, files, Place, runCommandLine } from './place.ts';

/** A repository on somebody's machine: the change is committed on top of what is live. */
function clone(place: Place, edits: Readonly<Record<string, string>> = change): string {
  const folder = place.folder('clone');
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  };
  mkdirSync(join(folder, 'access'));
  git('init', '--initial-branch=main');
  for (const [some, message] of [
    [files, 'Begin'],
    [edits, 'Change'],
  ] as const) {
    for (const [path, text] of Object.entries(some)) writeFileSync(join(folder, path), text);
    git('add', '.');
    git('commit', '-m', message);
  }
  return folder;
}

function run(place: Place, folder: string, ...args: string[]): Promise<CommandResult> {
  return runCommandLine(args, folder, { ...place.aws.environment, ...credentials });
}

describe('the command line', () => {
  it('says which Node it needs where that is too old', () => {
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', older, 'dist/cli.js', '--help'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('needs Node 22.22 or newer');
  });

  it('plans what the newest commit changes, in words', async () => {
    await using place = await Place.open();
    const folder = clone(place);
    const { status, stdout } = await run(place, folder, 'plan');
    expect(status).toBe(0);
    expect(stdout).toContain('Auditors gets Auditor in 2 accounts');
    expect(stdout).toContain('result: changes');
    expect(stdout).not.toContain('\u001b');
    expect(place.aws.log.writes()).toEqual([]);
  });

  it('ends with 2 for changes if asked to, and with 0 without any', async () => {
    await using place = await Place.open();
    const folder = clone(place);
    expect((await run(place, folder, 'plan', '--exit-code')).status).toBe(2);
    expect(
      (await run(place, folder, 'plan', '--exit-code', '--head', 'main~1', '--base', 'main~1'))
        .status,
    ).toBe(0);
    // What is live counts, and not only what the commits change.
    const same = await run(place, folder, 'plan', '--exit-code', '--base', 'HEAD');
    expect(same.status).toBe(2);
  });

  it('prints the plan as JSON alone on standard output', async () => {
    await using place = await Place.open();
    const { status, stdout } = await run(place, clone(place), 'plan', '--json', '--base', 'main~1');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'identity-center-reconciler/plan/v1',
      owner: 'platform',
      counts: { grants: 3 },
    });
  });

  it('prints JSON even where there is no plan, and ends with 1', async () => {
    await using place = await Place.open();
    const folder = clone(place, { 'access/assignments.yaml': 'assignments: 1\n' });
    const { status, stdout, stderr } = await run(place, folder, 'plan', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'identity-center-reconciler/result/v1',
      result: 'invalid',
      diagnostics: [{ code: 'wrong-type', at: { file: 'access/assignments.yaml' } }],
    });
    expect(stderr).toContain('access/assignments.yaml:1');
  });

  it('reads commits, not the work tree', async () => {
    await using place = await Place.open();
    const folder = clone(place);
    rmSync(join(folder, 'access'), { recursive: true });
    const { status, stdout } = await run(place, folder, 'plan');
    expect(status).toBe(0);
    expect(stdout).toContain('grants 3 assignments');
  });

  it('validates without credentials or network', async () => {
    await using place = await Place.open();
    const good = await runCommandLine(['validate'], clone(place));
    expect(good.status).toBe(0);
    const bad = await runCommandLine(
      ['validate'],
      clone(place, { 'access/assignments.yaml': 'assignments:\n  - grups: x\n' }),
    );
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('access/assignments.yaml:2');
    expect(bad.stdout).toContain('groups');
    expect(place.aws.log.requests).toEqual([]);
  });

  it('tells drift, and fails on it', async () => {
    await using place = await Place.open();
    const folder = clone(place, { 'README.md': 'Who may do what.\n' });
    expect((await run(place, folder, 'drift')).status).toBe(0);
    place.aws.world.consoleGrant({ group: 'Operators' }, 'Developer', 'prod');
    const { status, stdout } = await run(place, folder, 'drift');
    expect(status).toBe(1);
    expect(stdout).toContain('Operators');
    expect(stdout).toContain('result: drift');
  });

  it('writes an access report where it is told to', async () => {
    await using place = await Place.open();
    const folder = clone(place);
    expect((await run(place, folder, 'report', '--output', 'access-review')).status).toBe(0);
    expect(readdirSync(join(folder, 'access-review')).toSorted()).toEqual([
      'access-report.csv',
      'access-report.html',
      'access-report.json',
    ]);
    expect(place.aws.log.writes()).toEqual([]);
  });

  it('refuses to apply without GitHub, which knows what was reviewed', async () => {
    await using place = await Place.open();
    const { status, stdout } = await run(place, clone(place), 'apply');
    expect(status).toBe(1);
    expect(stdout).toContain('GITHUB_TOKEN');
    expect(place.aws.log.requests).toEqual([]);
  });

  it('explains itself', async () => {
    await using place = await Place.open();
    const folder = place.folder('empty');
    const { status, stdout, stderr } = await runCommandLine(['--help'], folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of ['plan', 'validate', 'drift', '--config', '--json', 'Exit status'])
      expect(stdout).toContain(word);
    const plan = await runCommandLine(['plan', '--help'], folder);
    for (const word of ['--base', '--exit-code', 'identity-center-reconciler plan --base main'])
      expect(plan.stdout).toContain(word);
    expect((await runCommandLine(['--version'], folder)).stdout).toMatch(/ \d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['plann'], 'plan'],
    [[], 'no mode'],
    [['plan', '--jsn'], 'did you mean'],
    [['plan', '--base'], '--base needs a value'],
    [['plan', '--base', '--json'], '--base'],
    [['plan', '--config', '../elsewhere'], 'leaves the repository'],
    [['plan', 'drift'], 'one mode at a time'],
    [['plan', '--base', 'no-such-branch'], 'no-such-branch'],
  ])('answers %j with a sentence', async (args, word) => {
    await using place = await Place.open();
    const { status, stdout, stderr } = await run(place, clone(place), ...args);
    expect(status).toBe(1);
    expect(stdout + stderr).toContain(word);
    expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
    expect(place.aws.log.requests).toEqual([]);
  });

  it('outside a repository says so', async () => {
    await using place = await Place.open();
    const { status, stdout, stderr } = await run(place, place.folder('empty'), 'plan');
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('repository');
    expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
  });
});
