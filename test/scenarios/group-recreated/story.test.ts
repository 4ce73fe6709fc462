import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a group is born again under its name: no merge moves its access, a person does', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const old = story.stage.aws.world.state.groups.values().find(({ name }) => name === 'Payments');
  let born = '';
  story.console((aws) => {
    born = aws.recreateGroup('Payments');
  });
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ grants: '1', revokes: '0', drift: '4' });
  expect(pullRequest.comment()).toContain(old?.id);
  expect(pullRequest.comment()).toContain(born);
  expect.soft(pullRequest.comment()).not.toContain(`\`${old?.id}\` is now`);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.changesSince(before)).toBe('+ grant  Support  Developer  payments-dev\n');
  ended(await story.hourly(), 'clean');

  const drift = await story.drift();
  ended(drift, 'drift');
  expect(drift.exitCode).toBe(1);
  const approved = await story.dispatch({ 'approve-plan': drift.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  // Its members come back before the dead assignments go, so that the role keeps its name.
  expect(story.live().filter((line) => line.startsWith('role'))).toEqual(
    before.filter((line) => line.startsWith('role')),
  );

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'drift.md': drift.summary,
    'approved.md': approved.summary,
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('a group under another name is the same group: it keeps its access, and the newcomer under its old name gets none', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.renameGroup('Payments', 'Payments-Team');
    aws.addGroup('Payments', { members: ['eve'], externalId: null });
  });
  const drift = await story.drift();
  ended(drift, 'blocked');
  expect(drift.log).not.toContain('was deleted and created again');
  story.expectFiles({ 'renamed-drift.md': drift.summary });
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});
