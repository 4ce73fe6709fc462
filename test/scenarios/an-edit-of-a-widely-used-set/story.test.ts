import { expect, test } from 'vitest';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const pairs = 'ListAccountAssignments';

function behind(story: Story): readonly string[] {
  return story.live().filter((line) => line.endsWith('behind its set'));
}

test('an edit reaches every account that has the set, and hardly anybody is asked who holds it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  // Whoever they are, their role is of the set too; that they are there is for the drift run.
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'management');
  });
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  const reads = asked();
  ended(plan, 'changes');
  expect(plan.plan?.reading.strategy).toBe('touched');
  // One, to know that anybody has a role of it at all.
  expect(reads.count(pairs, 'ListAccountAssignmentsForPrincipal')).toBe(1);
  expect(reads.count('ListAccountsForProvisionedPermissionSet')).toBe(2);
  const [provision] = plan.plan?.operations ?? [];
  expect(provision).toMatchObject({ kind: 'provision-permission-set', cause: 'change' });
  expect(provision?.kind === 'provision-permission-set' ? provision.accounts : []).toHaveLength(7);

  const whole = await pullRequest.plan({ inputs: { read: 'complete' } });
  expect(ownOperations(plan)).toEqual(ownOperations(whole));
  await pullRequest.plan();
  pullRequest.merge();
  const askedByApply = watchReads(story.stage.aws);
  ended(await story.apply(), 'applied');
  expect(askedByApply().count(pairs)).toBe(1);
  expect(behind(story)).toEqual([]);
  expect(story.isMarked()).toBe(true);
  story.expectFiles({
    'asked.txt': reads.lines.join('\n'),
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  story.console((aws) => {
    aws.consoleRevoke({ group: 'Vendors' }, 'Developer', 'management');
  });
  await story.ends();
});

test('an edit that was killed before its roles is shown as pending, and finished where it stopped', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  pullRequest.merge();
  // The policy is written, the roles are not; somebody helps two of them in the console.
  await story.apply(undefined, { endAtWrite: { nth: 2, how: 'killed' } });
  story.console((aws) => {
    aws.consoleProvision('Developer', 'payments-dev');
    aws.consoleProvision('Developer', 'orders-dev');
  });
  const left = behind(story);
  expect(left).toHaveLength(4);
  expect(story.isMarked()).toBe(false);

  // Somebody else's pull request tells of it, and does not take it for drift.
  const other = story.pullRequest('other');
  const asked = watchReads(story.stage.aws);
  const plan = await other.plan();
  const reads = asked();
  ended(plan, 'changes');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(ownOperations(plan)).toContainEqual(
    expect.stringContaining('pending provision-permission-set Developer'),
  );
  // Who holds the old roles counts: one that nobody holds is nobody's to mend.
  expect(reads.lines.filter((line) => line.startsWith(`${pairs} Developer`))).toHaveLength(
    left.length,
  );
  const comment = other.comment();
  const whole = await other.plan({ inputs: { read: 'complete' } });
  expect(ownOperations(plan)).toEqual(ownOperations(whole));

  const hourly = await story.hourly();
  ended(hourly, 'applied');
  expect(hourly.plan?.reading.strategy).toBe('touched');
  expect(behind(story)).toEqual([]);
  expect(story.isMarked()).toBe(true);
  story.expectFiles({
    'pending-asked.txt': reads.lines.join('\n'),
    'pending-plan.md': comment,
    'hourly.md': hourly.summary,
  });
  await story.ends();
});
