import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fault } from '../../../src/simulator/aws/faults.ts';
import { line } from '../../core/support/planned.ts';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { StageOptions } from '../harness/stage.ts';
import type { Story } from '../harness/story.ts';

const sameOrganization = {
  from: join(import.meta.dirname, '../a-small-change-reads-only-what-it-touches'),
};

async function begin(options: StageOptions = {}): Promise<Story> {
  const story = await openStory(import.meta.dirname, { ...sameOrganization, ...options });
  await story.settle();
  return story;
}

/** Every request of an operation about one permission set, and one account, fails for good. */
function refuse(
  { stage }: Story,
  operation: string,
  permissionSet: string,
  { AccountId, effect }: { readonly AccountId?: string; readonly effect?: Fault['effect'] } = {},
): void {
  const sets = [...stage.aws.world.state.permissionSets.values()];
  const arn = sets.find(({ name }) => name === permissionSet)?.arn ?? '';
  stage.aws.faults.add({
    operation,
    input: { PermissionSetArn: arn, ...(AccountId !== undefined && { AccountId }) },
    effect: effect ?? { kind: 'access-denied' },
  });
}

const lines = ({ plan }: Job): string[] => (plan?.operations.map(line) ?? []).toSorted();
const ordersProd = '100000000005';

test('where one pair is refused nothing is said to be gone from it, and the rest of the plan stands', async () => {
  const story = await begin();
  const pullRequest = story.pullRequest('change');
  refuse(story, 'ListAccountAssignments', 'Auditor', { AccountId: ordersProd });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(lines(plan)).toEqual([
    'change grant Operator orders-dev Oncall',
    'change grant Operator orders-prod Oncall',
    'change grant Operator payments-dev Oncall',
    'change grant Operator payments-prod Oncall',
    'change revoke Auditor payments-prod Auditors',
    // Whoever else is there may be, or not: nobody grants on a guess.
    'drift grant Auditor orders-prod Oncall (blocked)',
  ]);
  story.expectFiles({ 'pair.md': pullRequest.comment() });

  story.stage.aws.faults.clear();
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  const before = story.live();
  // Again in the apply: what is known is done, and the commit is not marked.
  refuse(story, 'ListAccountAssignments', 'Auditor', { AccountId: ordersProd });
  const apply = await story.apply();
  ended(apply, 'blocked');
  expect(story.isMarked()).toBe(false);
  expect(story.live()).toContain('grant  Auditors  Auditor  orders-prod');
  expect(story.changesSince(before)).toContain('- grant  Auditors  Auditor  payments-prod');
  const outcome = pullRequest.outcome();
  expect(outcome).not.toContain('already so');

  story.stage.aws.faults.clear();
  const hourly = await story.hourly();
  ended(hourly, 'applied');
  expect(story.live()).not.toContain('grant  Auditors  Auditor  orders-prod');
  story.expectFiles({ 'pair-outcome.md': outcome, 'pair-hourly.md': hourly.summary });
  expect(story.isMarked()).toBe(true);
  await story.ends();
});

test('a set is not deleted while somebody unseen may hold it', async () => {
  const story = await begin();
  const pullRequest = story.pullRequest('deletion');
  refuse(story, 'ListAccountAssignments', 'Auditor', { AccountId: ordersProd });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.plan?.reading.strategy).toBe('touched');
  expect(lines(plan)).toContain('change delete-permission-set Auditor (blocked)');
  story.expectFiles({ 'deletion.md': pullRequest.comment() });
  story.stage.aws.faults.clear();
  await story.ends();
});

test.each([
  ['name', 'DescribePermissionSet'],
  ['content', 'GetInlinePolicyForPermissionSet'],
] as const)(
  'of a set whose %s cannot be read nothing is planned, nor is it made anew',
  async (part, operation) => {
    const story = await begin();
    const pullRequest = story.pullRequest('change');
    refuse(story, operation, 'Operator', { effect: { kind: 'internal-error' } });
    const plan = await pullRequest.plan();
    ended(plan, 'blocked');
    const planned = plan.plan?.operations.filter(({ status }) => status === 'planned') ?? [];
    expect(planned.map(line).toSorted()).toEqual([
      'change revoke Auditor orders-prod Auditors',
      'change revoke Auditor payments-prod Auditors',
    ]);
    story.expectFiles({ [`${part}.md`]: pullRequest.comment() });

    story.stage.aws.faults.clear();
    ended(await pullRequest.plan(), 'changes');
    pullRequest.merge();
    ended(await story.apply(), 'applied');
    await story.ends();
  },
);

test('a list of permission sets that breaks off is no shorter list', async () => {
  const story = await begin({ knobs: { pages: { maxSize: 2 } } });
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  // The first page is answered, the second never.
  const breakOff = (): void => {
    story.stage.aws.faults.add({
      operation: 'ListPermissionSets',
      calls: { from: 2 },
      effect: { kind: 'internal-error' },
    });
  };
  breakOff();
  const plan = await pullRequest.plan();
  ended(plan, 'failed');
  expect(plan.exitCode).toBe(1);
  story.expectFiles({ 'list.md': pullRequest.comment() });
  story.stage.aws.faults.clear();
  ended(await pullRequest.plan(), 'changes');

  pullRequest.merge();
  breakOff();
  const apply = await story.apply();
  ended(apply, 'failed');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'list-outcome.md': pullRequest.outcome() });
  story.stage.aws.faults.clear();
  ended(await story.apply(), 'applied');
  await story.ends();
});

test('where the list of one group fails for long, a change asks its pairs, and drift asks every pair', async () => {
  const story = await begin();
  const { world, faults } = story.stage.aws;
  const failFor = (group: string): void => {
    const found = [...world.state.groups.values()].find(({ name }) => name === group);
    faults.add({
      operation: 'ListAccountAssignmentsForPrincipal',
      input: { PrincipalId: found?.id ?? '' },
      effect: { kind: 'internal-error' },
    });
  };
  const pullRequest = story.pullRequest('change');
  const healthy = await pullRequest.plan();
  failFor('Oncall');
  const asked = watchReads(story.stage.aws);
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(ownOperations(plan)).toEqual(ownOperations(healthy));
  expect(asked().lines).toContain('ListAccountAssignments Operator orders-dev');
  story.expectFiles({ 'group.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'applied');

  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  faults.clear();
  failFor('Vendors');
  const drift = await story.drift();
  expect(drift.plan?.reading.strategy).toBe('complete');
  expect(lines(drift)).toEqual(['drift revoke Developer payments-prod Vendors']);
  story.expectFiles({ 'group-drift.md': drift.summary });
  faults.clear();
  const digest = drift.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  await story.ends();
});
