import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const everything = { deleted: ['settings.yaml', 'developers.yaml'], title: 'Tidy up' };

test('a pull request without the config directory is refused, and so is its apply', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('nothing', everything);
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  expect(plan.exitCode).toBe(1);

  const requests = story.stage.aws.log.requests.length;
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'refused');
  expect(apply.exitCode).toBe(1);
  expect(story.stage.aws.log.requests.length).toBe(requests);
  expect(story.changesSince(before)).toBe('nothing changed\n');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'plan-log.txt': plan.log,
    'apply-log.txt': apply.log,
  });
  await story.ends({ hourly: 'refused', drift: 'refused' });
});

test('a directory that is there and empty is refused too', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('empty', everything);
  const plan = await pullRequest.plan();
  expect.soft(plan.result).toBe('refused');
  expect(plan.exitCode).toBe(1);
  story.expectFiles({ 'empty.md': pullRequest.comment() });
  await story.ends();
});
