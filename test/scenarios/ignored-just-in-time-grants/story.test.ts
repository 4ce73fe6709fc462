import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('what another tool grants for an hour is neither drift nor planned, and is counted', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ group: 'JIT-Requests' }, 'Developer', 'payments-prod');
    aws.consoleGrant({ group: 'JIT-Requests' }, 'Elevated', 'payments-prod');
  });
  const before = story.live();
  ended(await story.drift(), 'clean');

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ grants: '1', revokes: '0', drift: '0' });
  expect(plan.plan?.counts.ignoredAssignments).toBe(1);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.changesSince(before)).toBe('+ grant  Support  Developer  payments-dev\n');

  story.expectFiles({ 'plan.md': pullRequest.comment(), 'outcome.md': pullRequest.outcome() });
  await story.ends();
});

test('a pull request that widens what is ignored says what it lets go', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('wider');
  const plan = await pullRequest.plan();
  ended(plan, 'clean');
  const comment = pullRequest.comment();
  expect(comment).toContain('ignore-widened');
  expect.soft(comment).not.toContain('takes away');
  expect.soft(comment).toMatch(/`(?:Payments|Support)`/);
  pullRequest.merge();
  ended(await story.apply(), 'clean');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  story.expectFiles({ 'wider.md': comment });
  await story.ends();
});
