import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('the role goes with the last assignment, and comes back under another name', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const roleIn = (account: string): string | undefined =>
    story.live().find((line) => line.startsWith('role') && line.includes(account));
  const first = roleIn('payments-prod');

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  const warned = plan.plan?.operations.filter(({ warnings }) =>
    warnings.some(({ kind }) => kind === 'last-assignment'),
  );
  expect(warned?.map(({ account }) => account?.name)).toEqual(['payments-prod']);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(roleIn('payments-prod')).toBeUndefined();
  expect(roleIn('payments-dev')).toBeDefined();
  const gone = story.changesSince(before);

  const back = story.pullRequest('back');
  await back.plan();
  back.merge();
  ended(await story.apply(), 'applied');
  expect(roleIn('payments-prod')).toBeDefined();
  expect(roleIn('payments-prod')).not.toBe(first);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'back.md': back.comment(),
    'aws.txt': gone,
    'aws-in-the-end.txt': story.changesSince(before),
  });
  await story.ends();
});
