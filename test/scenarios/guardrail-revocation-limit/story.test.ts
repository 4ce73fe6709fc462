import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('more revocations than a quarter are stopped, and the grant beside them is made', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  expect(plan.outputs['revokes']).toBe('8');
  expect(plan.outputs['blocked']).toBe('0');
  expect(pullRequest.comment()).toContain(`/allow ${plan.plan?.digest}`);

  // Somebody merges it against the failed check.
  const before = story.live();
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'refused');
  expect(apply.exitCode).toBe(1);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'refused', drift: 'changes' });
});
