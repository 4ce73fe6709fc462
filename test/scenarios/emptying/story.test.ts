import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('taking away all nine assignments of a group is a warning', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('nothing', { deleted: ['support.yaml'], title: 'nine' });
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs['revokes']).toBe('9');
  expect(pullRequest.comment()).toContain('emptying');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live().filter((line) => line.includes('Support'))).toEqual([]);
  story.expectFiles({ 'nine.md': pullRequest.comment(), 'nine-outcome.md': pullRequest.outcome() });
  await story.ends();
});

test('taking away all ten is refused, and so is its apply', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('ten');
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  expect(plan.exitCode).toBe(1);
  expect(plan.plan?.operations.every(({ status }) => status === 'blocked')).toBe(true);

  // Somebody merges it against the failed check: nobody was shown a revocation that would be done.
  pullRequest.merge();
  const apply = await story.apply();
  expect(apply.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'ten.md': pullRequest.comment(), 'ten-outcome.md': pullRequest.outcome() });
  await story.ends({ hourly: apply.result, drift: 'changes' });
});
