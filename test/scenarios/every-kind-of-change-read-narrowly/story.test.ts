import { expect, test } from 'vitest';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended } from '../harness/run-job.ts';

/** On sets that no change here touches. */
const elsewhere = /Developer|Operator/;

const changes = [
  { name: 'adoption', deleted: [] },
  { name: 'deletion', deleted: ['auditors.yaml'] },
  { name: 'rename', deleted: [] },
  { name: 'release', deleted: ['auditors.yaml'] },
] as const;

test.each(changes)(
  'the $name of a set is the same as after a whole reading',
  async ({ name, deleted }) => {
    const story = await openStory(import.meta.dirname);
    await story.settle();
    // Nobody declares it; a set that is taken over or deleted takes it along.
    story.console((aws) => {
      aws.consoleGrant({ group: 'Vendors' }, 'Auditor', 'payments-dev');
      aws.consoleGrant({ group: 'Vendors' }, 'Billing', 'orders-dev');
    });
    const before = story.live();
    const pullRequest = story.pullRequest(name, { deleted });
    const asked = watchReads(story.stage.aws);
    const plan = await pullRequest.plan();
    const reads = asked();
    ended(plan, 'changes');
    expect(plan.plan?.reading.strategy).toBe('touched');
    const others = reads.lines.filter((line) => elsewhere.test(line));
    expect(others).toEqual(['DescribePermissionSet Developer', 'DescribePermissionSet Operator']);
    const comment = pullRequest.comment();

    const whole = await pullRequest.plan({ inputs: { read: 'complete' } });
    expect(ownOperations(plan)).toEqual(ownOperations(whole));
    await pullRequest.plan();
    pullRequest.merge();
    const apply = await story.apply();
    ended(apply, 'applied');
    expect(apply.plan?.reading.strategy).toBe('touched');
    expect(ownOperations(apply)).toEqual(ownOperations(plan));
    expect(story.isMarked()).toBe(true);
    story.expectFiles({
      [`${name}-asked.txt`]: reads.lines.join('\n'),
      [`${name}-plan.md`]: comment,
      [`${name}-aws.txt`]: story.changesSince(before),
    });
    // Where the set stays ours the stranger is drift, which a reading by group finds.
    await story.ends({ drift: name === 'adoption' ? 'drift' : 'clean' });
  },
);

test('an end that comes is found by the hourly run, which reads that one pair', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.advance(40);
  const whole = await story.drift({ inputs: { read: 'complete' } });
  const asked = watchReads(story.stage.aws);
  const hourly = await story.hourly();
  ended(hourly, 'applied');
  expect(hourly.plan?.reading.strategy).toBe('touched');
  expect(ownOperations(hourly)).toEqual(ownOperations(whole));
  expect(asked().lines).toContain('ListAccountAssignments Operator orders-dev');
  expect(story.changesSince(before)).toBe('- grant  Vendors  Operator  orders-dev\n');
  story.expectFiles({ 'expiry.md': hourly.summary });
  await story.ends();
});

test('an account that joins gets what its groups have, and nobody else is asked for', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) =>
    aws.addAccount('payments-staging', { id: '100000000009', ou: '/Workloads/Dev' }),
  );
  const before = story.live();
  const whole = await story.drift({ inputs: { read: 'complete' } });
  const reported = await story.hourly();
  expect(reported.plan?.reading.strategy).toBe('touched');
  expect(ownOperations(reported)).toEqual(ownOperations(whole));
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const asked = watchReads(story.stage.aws);
  const granted = await story.hourly({ inputs: { 'new-accounts': 'grant' } });
  ended(granted, 'applied');
  expect(asked().lines.filter((line) => line.includes('Auditor'))).toEqual([
    'DescribePermissionSet Auditor',
  ]);
  expect(story.isMarked()).toBe(true);
  story.expectFiles({
    'new-account.md': granted.summary,
    'new-account-aws.txt': story.changesSince(before),
  });
  await story.ends();
});
