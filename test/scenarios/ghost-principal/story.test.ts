import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const withoutThem = { deleted: ['contractors.yaml'], title: 'Contractors are gone' };

test('the assignments of a deleted group go with the rule that named it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.console((aws) => {
    aws.deleteGroup('Contractors');
  });
  // The rule still names it: who that is cannot be decided, so nothing is revoked.
  const doubt = await story.hourly();
  ended(doubt, 'blocked');
  expect(doubt.exitCode).toBe(0);

  const pullRequest = story.pullRequest('nothing', withoutThem);
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs['revokes']).toBe('2');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.isMarked()).toBe(true);
  expect(story.live().filter((line) => line.includes('(deleted)'))).toEqual([]);

  story.expectFiles({
    'doubt.md': doubt.summary,
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('those that AWS will not let go are a warning and fail nothing', async () => {
  const story = await openStory(import.meta.dirname, {
    knobs: { behaviour: { ghostDeletion: 'fails' } },
  });
  await story.settle();
  story.console((aws) => {
    aws.deleteGroup('Contractors');
  });
  const pullRequest = story.pullRequest('nothing', withoutThem);
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.exitCode).toBe(0);
  expect(apply.outputs['failed']).toBe('0');
  expect(story.isMarked()).toBe(true);
  expect(story.live().filter((line) => line.includes('(deleted)')).length).toBe(2);

  const drift = await story.drift();
  ended(drift, 'drift');
  story.expectFiles({
    'kept-outcome.md': pullRequest.outcome(),
    'kept-log.txt': apply.log,
    'kept-drift.md': drift.summary,
  });
  await story.ends({ drift: 'drift' });
});

test('where no rule names it any more, its assignments are drift until somebody approves', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.addGroup('Testers', { members: ['mallory'] });
    aws.consoleGrant({ group: 'Testers' }, 'Developer', 'payments-dev');
    aws.deleteGroup('Testers');
  });
  ended(await story.hourly(), 'clean');
  const drift = await story.drift();
  ended(drift, 'drift');
  const digest = drift.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  expect(story.live().filter((line) => line.includes('(deleted)'))).toEqual([]);
  story.expectFiles({ 'drift.md': drift.summary });
  await story.ends();
});
