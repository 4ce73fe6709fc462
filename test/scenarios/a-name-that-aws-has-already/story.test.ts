import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a group of Entra that has the name of an administrators’ group of AWS gets nothing that one holds', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change', { title: 'Let a new group in' });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(1);
  expect(plan.plan?.operations.map(({ kind, status }) => `${status} ${kind}`)).toEqual([
    'blocked assign-group-to-application',
    'blocked grant',
    'blocked provision-group',
  ]);
  story.expectFiles({ 'plan.md': pullRequest.comment() });

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'blocked');
  story.expectFiles({ 'outcome.md': pullRequest.outcome() });
  story.entra((tenant) => {
    tenant.runCycle();
  });
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.accessEvents()).toEqual([]);
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});

test('nobody is led to assign it by hand either', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.pullRequest('checked').merge();
  ended(await story.apply(), 'clean');
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'blocked');
  expect(pullRequest.comment()).toContain('do not assign it');
  expect(pullRequest.comment()).not.toContain('group-not-assigned');
  await story.ends();
});
