import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('direct grants of people are reported and never revoked, while rules may not name them', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  ended(await story.drift(), 'clean');
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ revokes: '0', drift: '0' });
  expect(plan.plan?.counts.userAssignments).toBe(2);
  expect(pullRequest.comment()).toContain('user-assignments');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live().filter((line) => line.includes('zoe (user)')).length).toBe(2);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('once rules may name them, what no rule names is drift, and no merge takes it away', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('users');
  const plan = await pullRequest.plan();
  ended(plan, 'clean');
  expect(plan.outputs).toMatchObject({ revokes: '0', drift: '1' });
  pullRequest.merge();
  ended(await story.apply(), 'clean');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const drift = await story.drift();
  ended(drift, 'drift');
  const digest = drift.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  expect(story.changesSince(before)).toContain('- grant  zoe (user)  Developer  payments-prod');
  expect(story.live()).toContain('grant  zoe (user)  Developer  payments-dev');
  story.expectFiles({ 'users.md': pullRequest.comment(), 'users-drift.md': drift.summary });
  await story.ends();
});
