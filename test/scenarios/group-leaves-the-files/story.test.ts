import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

async function withoutFraudAnalysts(): Promise<Story> {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('nothing', {
    deleted: ['fraud.yaml'],
    title: 'The fraud team is dissolved',
  });
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.operations.map(({ kind }) => kind)).toEqual(['revoke']);
  story.expectFiles({ 'plan-of-the-last-rule.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(inTheApplication(story)).toContain('Fraud-Analysts');
  story.expectFiles({ 'outcome-of-the-last-rule.md': pullRequest.outcome() });
  return story;
}

test('a group that no rule names is offered to be taken out, and goes when a reviewed change says so', async () => {
  const story = await withoutFraudAnalysts();
  ended(await story.hourly(), 'clean');

  const pullRequest = story.pullRequest('taken-out', { title: 'Take it out of AWS' });
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  story.expectFiles({ 'plan-of-taking-out.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(inTheApplication(story)).toEqual(['Payments']);
  expect(inAws(story)).toContain('Fraud-Analysts');
  story.expectFiles({ 'outcome-of-taking-out.md': pullRequest.outcome() });

  story.entra((tenant) => {
    tenant.runCycle();
  });
  expect(inAws(story)).toEqual(['Payments']);
  await story.ends();
});

test('a group that holds what nobody here manages is not taken out', async () => {
  const story = await withoutFraudAnalysts();
  story.console((aws) => {
    aws.consoleCreatePermissionSet('Helpdesk');
    aws.consoleGrant({ group: 'Fraud-Analysts' }, 'Helpdesk', 'payments-dev');
  });
  const before = story.live();
  const pullRequest = story.pullRequest('taken-out', { title: 'Take it out of AWS' });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(1);
  story.expectFiles({ 'plan-blocked.md': pullRequest.comment() });
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'blocked');
  expect(inTheApplication(story)).toContain('Fraud-Analysts');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'outcome-blocked.md': pullRequest.outcome() });
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});

test('nor is one that holds what settings ignore', async () => {
  const story = await withoutFraudAnalysts();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Fraud-Analysts' }, 'Developer', 'payments-prod');
  });
  const pullRequest = story.pullRequest('ignored-and-taken-out', { title: 'Leave it to others' });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.plan?.operations.map(({ kind, status }) => `${status} ${kind}`)).toEqual([
    'blocked unassign-group-from-application',
  ]);
  story.expectFiles({ 'plan-ignored.md': pullRequest.comment() });
  await story.ends({ drift: 'drift' });
});

function inTheApplication(story: Story): readonly string[] {
  const { assignments, groups } = story.tenant.world.state;
  return assignments
    .values()
    .flatMap(({ principalId }) => groups.get(principalId)?.displayName ?? [])
    .toSorted();
}

function inAws(story: Story): readonly string[] {
  return story.stage.aws.world.scim
    .groups()
    .map(({ name }) => name)
    .toSorted();
}
