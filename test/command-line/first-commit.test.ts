import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportSchema } from '../../src/core/inventory/report-schema.ts';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { files, keys, openAws, openDesk, write } from './desk.ts';

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws({ people: [], accounts: ['sandbox'], permissionSets: ['ReadOnly'] });
});
afterAll(() => aws.close());

/** A directory with nothing in it, not even a repository. */
function openEmptyDesk() {
  const desk = openDesk({ ...aws.environment, ...keys });
  for (const name of ['.git', 'access']) rmSync(join(desk.folder, name), { recursive: true });
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: desk.folder,
      stdio: 'ignore',
    });
  return { ...desk, git };
}

it('doctor, report and explain tell what AWS says where nothing is committed, and without a repository', async () => {
  const desk = openEmptyDesk();
  const region = ['--region', 'eu-west-1'];
  const access = ['--principal', 'Somebody-Else', '--account', 'sandbox'];
  for (const begin of [false, true]) {
    if (begin) desk.git('init');
    const doctor = await desk.run('doctor', ...region);
    expect(doctor.stdout).toContain('federation check-up');
    expect(doctor.stdout).not.toContain('uncommitted-edits');
    const report = await desk.run('report', '--json', ...region);
    const { grants } = reportSchema.parse(JSON.parse(report.stdout));
    expect(grants.map(({ state }) => state)).toEqual(['live', 'live']);
    const explained = await desk.run('explain', ...access, ...region);
    expect(explained.stdout).toContain('there are no mapping files in access');
    expect([explained.status, explained.stdout]).toEqual([0, expect.stringContaining('ReadOnly')]);
  }
  const rule = await desk.run('explain', '--rule', 'access/payments.yaml:1');
  expect([rule.status, rule.stdout]).toEqual([1, expect.stringContaining('result: invalid')]);
  write(desk.folder, files);
  expect((await desk.run('doctor', ...region)).stdout).toContain('uncommitted-edits');
  expect((await desk.run('doctor', '--head', 'HEAD', ...region)).stdout).toContain('is no commit');
});

it('a plan of the first commit of a repository takes everything for change', async () => {
  const desk = openEmptyDesk();
  desk.git('init');
  await desk.run('import', '--region', 'eu-west-1', '--owner', 'platform');
  desk.git('add', '-A');
  desk.git('commit', '-m', 'Begin');
  const { status, stdout } = await desk.run('plan', '--config', 'access');
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('Merging this adopts 1 permission'),
  ]);
  const elsewhere = await desk.run('plan', '--config', 'nosuch');
  expect([elsewhere.status, elsewhere.stdout]).toEqual([
    1,
    expect.stringContaining('there is no config directory "nosuch" at this commit'),
  ]);
  const older = await desk.run('plan', '--base', 'HEAD~1');
  expect([older.status, older.stdout]).toEqual([1, expect.stringContaining('is no commit of')]);
});
