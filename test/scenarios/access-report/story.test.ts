import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

/** A report changes nothing, so no further run has to show that nothing is left to do. */
async function reportOf(story: Story, inputs: Readonly<Record<string, string>> = {}): Promise<Job> {
  const before = story.live();
  const job = await story.report({ inputs });
  ended(job, 'clean');
  story.ended = true;
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.stage.aws.log.invalid()).toEqual([]);
  expect(story.stage.gitHub.log.invalid).toEqual([]);
  return job;
}

test('a report has everything that is live, who asked for it, and who had approved that', async () => {
  const story = await openStory(import.meta.dirname);
  const { repository } = story;
  const { pull } = story.pullRequest('change', { title: 'Let auditors in' });
  for (const login of ['rita', 'late']) repository.addCollaborator(login, 'write');
  repository.review(pull, { author: 'rita', state: 'APPROVED', body: 'Good' });
  repository.merge(pull, { by: 'rosa', method: 'squash' });
  story.clock.nextMoment();
  repository.review(pull, { author: 'late', state: 'APPROVED', body: 'Me too' });
  story.console((aws) => {
    aws.consoleGrant({ user: 'ada@example.com' }, 'Admin', 'payments-prod');
    aws.consoleRevoke({ group: 'Payments-Developers' }, 'Developer', 'payments-dev');
  });

  const job = await reportOf(story);
  expect(job.log).not.toContain('@example.com');
  const { 'access-report.csv': csv = '', 'access-report.json': json = '', ...page } = job.report;
  expect(Object.keys(page)).toEqual(['access-report.html']);
  expect(csv).toMatch(/^\uFEFFperson,[^]*\r\n$/);
  expect(page['access-report.html']).toContain('ada@example.com');
  // What a spreadsheet would run is text.
  expect(csv).toContain(`,group,'=cmd|' /C calc'!A0,`);
  // Whoever approves what is merged already has reviewed nothing.
  expect(csv).toContain(',https://github.com/fernhill/access/pull/1,rita,');
  story.expectFiles({
    'access-report.csv': csv.replaceAll('\r\n', '\n'),
    'access-report.json': json,
    'summary.md': job.summary,
    'log.txt': job.log.replace(/written to .*/, 'written to …'),
  });
});

test('nobody is named in a public repository', async () => {
  const story = await openStory(import.meta.dirname, { isPublicRepository: true });
  const job = await reportOf(story);
  expect(job.report['access-report.csv']).toContain('Payments-Developers');
  for (const text of [job.summary, job.log, ...Object.values(job.report)])
    expect(text).not.toMatch(/(?:ada|bob|eve|left|ines|zoe)@/);
});

test('before there are mapping files, everything that is live is reported as unmanaged', async () => {
  const story = await openStory(import.meta.dirname);
  const job = await reportOf(story, { config: 'nowhere', 'aws-region': 'eu-west-1' });
  expect(job.report['access-report.csv']).not.toContain(',declared,');
  story.expectFiles({ 'without-files.md': job.summary });
});

test('a report is made without Entra ID where that cannot be asked, and says so', async () => {
  const from = fileURLToPath(new URL('../entra-unreachable-or-throttled/', import.meta.url));
  const story = await openStory(import.meta.dirname, { from, base: 'base' });
  story.tenant.faults.add({ path: '/oauth2/v2.0/token', effect: { kind: 'status', status: 503 } });
  const json = (await reportOf(story)).report['access-report.json'] ?? '';
  expect(json).toContain('"exhaustive": false');
  expect(json).toContain("what Entra ID holds, so that rules mean AWS's groups by name: ");
  expect(json).toContain('"state":"live"');
});
