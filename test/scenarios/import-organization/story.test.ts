import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { readFolder } from '../harness/read-folder.ts';
import { ended, type Job, type JobOptions } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

/** What an organization has grown in years, as somebody finds it who has never used this. */
function importNow(story: Story, options: JobOptions = {}): Promise<Job> {
  const event = story.repository.events.workflowDispatch({ actor: 'rosa', inputs: {} });
  const inputs = { owner: 'platform', 'aws-region': 'eu-west-1', ...options.inputs };
  return story.run('import', event, { ...options, inputs });
}

function writtenBy({ workspace }: Job): Record<string, string> {
  const { 'README.md': _, ...files } = readFolder(join(workspace, 'access'));
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`access/${name}`, text]));
}

test('what is live becomes files that a person would have written, and their plan only adopts', async () => {
  const story = await openStory(import.meta.dirname);
  const before = story.live();
  const job = await importNow(story);
  ended(job, 'changes');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ ...writtenBy(job), 'summary.md': job.summary, 'log.txt': job.log });
  expect(job.log + job.summary).not.toContain('contractor@example.com');

  const pullRequest = story.pullRequest('expected/access', { title: 'Import what is live' });
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect([...new Set(plan.plan?.operations.map(({ kind }) => kind))]).toEqual([
    'adopt-permission-set',
  ]);
  story.expectFiles({ 'plan.md': pullRequest.comment() });

  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.accessEvents()).toEqual([]);
  ended(await importNow(story), 'clean');
  await story.ends();
});
