import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a group that is not assigned yet is assigned, provisioned on demand and granted by the merge', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.operations.map(({ kind, status }) => `${status} ${kind}`)).toEqual([
    'planned assign-group-to-application',
    'planned grant',
    'planned grant',
    'planned provision-group',
  ]);
  expect(pullRequest.comment()).toContain('In Entra ID first');

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(story.changesSince(before)).toContain('+ grant  Fraud-Analysts  Developer  payments-prod');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends();
});
