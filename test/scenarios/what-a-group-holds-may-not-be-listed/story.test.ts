import { expect, test } from 'vitest';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended } from '../harness/run-job.ts';

const delegate = {
  planAccount: 'identity',
  applyRole: { account: 'identity', role: 'apply' },
};
const byPrincipal = 'ListAccountAssignmentsForPrincipal';
const byPair = 'ListAccountAssignments';

test('where a role may not list what a group holds, pairs tell the same', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const allowed = await pullRequest.plan();
  ended(allowed, 'changes');
  expect(allowed.plan?.reading.why).toBeNull();

  story.stage.aws.faults.add({ operation: byPrincipal, effect: { kind: 'access-denied' } });
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  const reads = asked();
  ended(plan, 'changes');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(plan.plan?.reading.why).toContain('AccessDenied');
  expect(reads.count(byPrincipal)).toBe(1);
  expect(reads.count(byPair)).toBe(4);
  expect(ownOperations(plan)).toEqual(ownOperations(allowed));
  expect(plan.plan?.digest).toBe(allowed.plan?.digest);

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(ownOperations(apply)).toEqual(ownOperations(plan));

  // More than ten pairs, of which one holds a user whom no group would have shown.
  story.console((aws) => {
    aws.consoleGrant({ user: 'eve' }, 'Operator', 'orders-prod');
  });
  const drift = await story.drift();
  expect(drift.plan?.reading.strategy).toBe('complete');
  expect(drift.plan?.reading.why).toContain('AccessDenied');
  expect(drift.plan?.exhaustive).toBe(true);
  story.console((aws) => {
    aws.consoleRevoke({ user: 'eve' }, 'Operator', 'orders-prod');
  });
  story.expectFiles({
    'asked.txt': reads.lines.join('\n'),
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'drift.md': drift.summary,
  });
  await story.ends();
});

test.each(['denied', 'invalid'] as const)(
  'a delegated administrator, whose question AWS calls %s, gets the same plan by pairs',
  async (principalListingForDelegate) => {
    const knobs = { behaviour: { principalListingForDelegate } };
    const story = await openStory(import.meta.dirname, { ...delegate, knobs });
    await story.settle();
    const pullRequest = story.pullRequest('change');
    const asked = watchReads(story.stage.aws);
    const plan = await pullRequest.plan();
    const reads = asked();
    ended(plan, 'changes');
    expect(reads.count(byPrincipal)).toBe(1);
    expect(reads.count(byPair)).toBe(4);
    const whole = await pullRequest.plan({ inputs: { read: 'complete' } });
    expect(ownOperations(plan)).toEqual(ownOperations(whole));
    story.expectFiles({ [`delegate-${principalListingForDelegate}.md`]: plan.summary });
    await pullRequest.plan();
    pullRequest.merge();
    ended(await story.apply(), 'applied');
    await story.ends();
  },
);

test('a delegated administrator is told what is out of reach, however little was read', async () => {
  const story = await openStory(import.meta.dirname, delegate);
  await story.settle();
  const pullRequest = story.pullRequest('auditors');
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  const reads = asked();
  ended(plan, 'blocked');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(plan.outputs['blocked']).toBe('4');
  expect(reads.count('ListPermissionSetsProvisionedToAccount')).toBe(1);
  expect(reads.count('ListAccountsForProvisionedPermissionSet')).toBe(0);
  const whole = await pullRequest.plan({ inputs: { read: 'complete' } });
  expect(ownOperations(plan)).toEqual(ownOperations(whole));
  story.expectFiles({ 'out-of-reach.md': plan.summary });
  await story.ends();
});
