import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('an end is set, then brought forward, and then comes', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const set = story.pullRequest('march');
  const plan = await set.plan();
  ended(plan, 'clean');
  expect(plan.outputs['has-changes']).toBe('false');
  expect(set.comment()).toContain('2027-03-31');
  set.merge();
  ended(await story.apply(), 'clean');

  const shortened = story.pullRequest('december');
  ended(await shortened.plan(), 'clean');
  expect(shortened.comment()).toContain('2026-12-31');
  shortened.merge();
  ended(await story.apply(), 'clean');

  story.advance(50);
  ended(await story.hourly(), 'clean');
  story.advance(20);
  const due = await story.hourly();
  ended(due, 'applied');
  expect(due.plan?.operations.map(({ kind, cause }) => `${cause} ${kind}`)).toEqual([
    'expiry revoke',
    'expiry revoke',
  ]);
  expect(story.live().filter((line) => line.includes('Vendors'))).toEqual([]);

  story.expectFiles({
    'set.md': set.comment(),
    'shortened.md': shortened.comment(),
    'due.md': due.summary,
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('an end that a pull request dates back is its change, shown as what it is', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('yesterday');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.operations.map(({ kind, cause }) => `${cause} ${kind}`)).toEqual([
    'change revoke',
    'change revoke',
  ]);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live().filter((line) => line.includes('Vendors'))).toEqual([]);
  story.expectFiles({ 'dated-back.md': pullRequest.comment() });
  await story.ends();
});

test('an end that was pushed past review ends nothing', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.directPush('yesterday');
  const apply = await story.apply();
  ended(apply, 'held');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  await story.ends({ hourly: 'held', drift: 'changes' });
});
