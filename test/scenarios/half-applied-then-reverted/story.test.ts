import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('what a failed apply has granted is taken back by the pull request that reverts it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'failed');
  expect(apply.outputs['failed']).toBe('1');
  expect(story.live()).toContain('grant  Vendors  Developer  payments-dev');
  expect(story.live()).not.toContain('grant  Support  Support  payments-prod');
  expect(story.isMarked()).toBe(false);
  const halfway = story.changesSince(before);
  const outcome = pullRequest.outcome();

  // Nobody wants to make the missing policy, so all of it is reverted.
  const revert = story.pullRequest('nothing', { deleted: ['support.yaml'], title: 'Revert' });
  const plan = await revert.plan();
  ended(plan, 'changes');
  expect(plan.outputs['revokes']).toBe('2');
  expect(plan.plan?.operations.map(({ kind, cause }) => `${cause} ${kind}`)).toEqual([
    'change delete-permission-set',
    'change revoke',
    'change revoke',
  ]);
  revert.merge();
  const second = await story.apply();
  ended(second, 'applied');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.isMarked()).toBe(true);

  story.expectFiles({
    'outcome.md': outcome,
    'outcome-in-the-end.md': pullRequest.outcome(),
    'aws.txt': halfway,
    'revert.md': revert.comment(),
    'revert-outcome.md': revert.outcome(),
  });
  await story.ends();
});
