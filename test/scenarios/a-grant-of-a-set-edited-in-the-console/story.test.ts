import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a grant brings the repair of its set along, shown and reviewed with it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.consoleEditPolicy(
      'Developer',
      { managedPolicies: ['PowerUserAccess', 'IAMFullAccess'] },
      { provision: true },
    );
  });
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.operations.map(({ kind, cause }) => `${kind}: ${cause}`)).toEqual([
    'grant: change',
    'provision-permission-set: change',
    'update-permission-set: change',
  ]);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  // The newcomer never held what somebody had put into the set.
  const own = story.accessEvents().filter(({ principal }) => principal === 'Support');
  expect(own.map(({ kind }) => kind)).toEqual(['granted']);
  expect(story.live()).not.toContain('set    Developer  managedPolicy  IAMFullAccess');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
