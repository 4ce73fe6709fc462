import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('who leaves a set never holds what it becomes', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  ended(await story.apply(), 'applied');

  const steps = story
    .accessEvents()
    .map(({ kind, principal, account }) => `${principal} ${kind} in ${account}`);
  expect(steps.slice(0, 2).toSorted()).toEqual([
    'Vendors revoked in payments-dev',
    'Vendors revoked in payments-prod',
  ]);
  expect(steps.slice(2).toSorted()).toEqual([
    'Support content-changed in payments-dev',
    'Support content-changed in payments-prod',
  ]);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
