import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a set that is taken over shows whom that will cost access', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ grants: '0', revokes: '2', drift: '0' });
  pullRequest.merge();
  ended(await story.apply(), 'applied');

  const live = story.live().filter((line) => line.startsWith('grant'));
  expect(live).toEqual([
    'grant  Finance  Billing  management',
    'grant  carol (user)  Billing  payments-dev',
  ]);
  // What another tool wrote on the set stays.
  expect(story.live()).toContain('set    Billing  tag  team=finance');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
