import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { reportSchema } from '../../src/core/inventory/report-schema.ts';
import { keys, openAws, openDesk } from './desk.ts';

async function openReport() {
  const aws = await openAws();
  onTestFinished(() => aws.close());
  return openDesk({ ...aws.environment, ...keys });
}

it('prints the whole report as JSON, with who wrote a rule by the clone, and writes no file', async () => {
  const desk = await openReport();
  const { status, stdout, stderr } = await desk.run('report', '--json');
  expect([status, stderr]).toEqual([0, expect.stringContaining('1 live assignment')]);
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ exhaustive: true, people: 'named', repositoryUrl: null });
  expect(report.persons.map(({ name }) => name)).toEqual(['ada@example.com']);
  expect(report.grants.map(({ state }) => state)).toEqual(['live', 'missing']);
  expect(report.origins).toMatchObject([
    { file: 'access/payments.yaml', change: { author: 'Ada', pullRequest: null, reviewers: [] } },
  ]);
  expect(existsSync(join(desk.folder, 'access-report'))).toBe(false);
});

it('says why there is no report where AWS refuses what everything hangs on', async () => {
  const aws = await openAws();
  onTestFinished(() => aws.close());
  aws.callers[keys.AWS_ACCESS_KEY_ID] = { role: 'desk', allow: ['identitystore:*'] };
  const desk = openDesk({ ...aws.environment, ...keys });
  const { status, stdout } = await desk.run('report');
  expect([status, stdout]).toEqual([1, expect.stringContaining('sso:ListInstances')]);
  expect(existsSync(join(desk.folder, 'access-report'))).toBe(false);
});

// The page is built; before it is, there is nothing to put data into.
it.skipIf(!existsSync('dist/report-page.html'))(
  'writes three files where it is told to, and in access-report otherwise',
  async () => {
    const desk = await openReport();
    for (const [args, directory] of [
      [['--output', 'review'], 'review'],
      [[], 'access-report'],
    ] as const) {
      const { status, stdout } = await desk.run('report', ...args);
      expect([status, stdout]).toEqual([0, expect.stringContaining(join(desk.folder, directory))]);
      for (const name of ['access-report.csv', 'access-report.json', 'access-report.html'])
        expect(readFileSync(join(desk.folder, directory, name), 'utf8')).toContain(
          'ada@example.com',
        );
    }
  },
);

it('says that the report cannot be written, in words of its own', async () => {
  const desk = await openReport();
  const { status, stdout } = await desk.run('report', '--output', 'access/payments.yaml/below');
  expect(status).toBe(1);
  expect(stdout).toContain('error files-not-written');
  expect(stdout).toContain('result: failed');
});
