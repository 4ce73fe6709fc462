import { expect, test } from 'vitest';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended } from '../harness/run-job.ts';

test('a small change reads only what it touches, and leaves the rest to the drift run', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  // On a set that the change does not touch; a group has it, so the drift run will find it.
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  const reads = asked();
  ended(plan, 'changes');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(plan.plan?.exhaustive).toBe(false);
  expect(plan.plan?.counts.drift).toBe(0);
  const warned = plan.plan?.operations.filter(({ warnings }) =>
    warnings.some(({ kind }) => kind === 'last-assignment'),
  );
  expect(warned?.map(({ account }) => account?.name)).toEqual(['payments-prod']);
  const comment = pullRequest.comment();
  expect(comment).not.toContain('Vendors');
  expect(comment).not.toContain('every assignment was read');
  const whole = await pullRequest.plan({ inputs: { read: 'complete' } });
  expect(whole.plan?.reading.strategy).toBe('complete');
  expect(whole.plan?.counts.drift).toBe(1);
  expect(ownOperations(plan)).toEqual(ownOperations(whole));
  expect(plan.plan?.digest).toBe(whole.plan?.digest);
  await pullRequest.plan();

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.plan?.reading.strategy).toBe('touched');
  expect(ownOperations(apply)).toEqual(ownOperations(plan));
  expect(story.isMarked()).toBe(true);
  const changes = story.changesSince(before);
  expect(changes).not.toContain('Vendors');

  const drift = await story.drift();
  ended(drift, 'drift');
  expect(drift.plan?.reading.strategy).toBe('by-group');
  story.expectFiles({
    'asked.txt': reads.lines.join('\n'),
    'plan.md': comment,
    'outcome.md': pullRequest.outcome(),
    'aws.txt': changes,
    'drift.md': drift.summary,
  });
  ended(await story.dispatch({ 'approve-plan': drift.outputs['plan-digest'] ?? '' }), 'applied');
  await story.ends();
});
