import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a cancelled apply says what is live, and the same job run again goes on from there', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  const push = pullRequest.merge();

  const apply = await story.apply(push, {
    endAtWrite: { nth: 2, how: 'cancelled' },
  });
  ended(apply, 'failed');
  expect(apply.exitCode).toBe(1);
  expect(story.isMarked()).toBe(false);
  const halfway = story.changesSince(before);
  const outcome = pullRequest.outcome();
  expect(halfway).toContain('+ set    Support');
  expect(halfway).not.toContain('+ grant');
  expect.soft(outcome).not.toContain('changed nothing in AWS');
  expect.soft(outcome).not.toContain('before it was sent');

  const rerun = await story.apply(push);
  ended(rerun, 'applied');
  expect(story.isMarked()).toBe(true);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'cancelled-outcome.md': outcome,
    'cancelled-aws.txt': halfway,
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test.each([1, 3, 5, 8])('killed at write %i: the hourly run finishes it', async (nth) => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  pullRequest.merge();

  const killed = await story.apply(undefined, { endAtWrite: { nth, how: 'killed' } });
  ended(killed, 'failed');
  expect(story.isMarked()).toBe(false);
  expect(() => pullRequest.outcome()).toThrow('0 comments');
  // Support keeps a way into payments-prod until the new one is there.
  expect(
    story.live().filter((line) => /^grant {2}Support .* payments-prod$/.test(line)),
  ).not.toEqual([]);

  const hourly = await story.hourly();
  ended(hourly, 'applied');
  expect(hourly.outputs['held']).toBe('0');
  expect(story.isMarked()).toBe(true);
  story.expectFiles({ 'aws.txt': story.changesSince(before) });
  await story.ends();
});
