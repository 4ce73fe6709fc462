import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('the files follow a new name in Entra before AWS has it, and nobody loses anything', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.entra((tenant) => {
    tenant.renameGroup('Payments', 'Payments-Europe');
  });

  const unaware = await story.drift();
  ended(unaware, 'blocked');
  expect(unaware.exitCode).toBe(0);
  story.expectFiles({ 'drift-before-the-files-follow.md': unaware.summary });
  ended(await story.hourly(), 'blocked');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const pullRequest = story.pullRequest('change', { title: 'Payments is Payments-Europe now' });
  const plan = await pullRequest.plan();
  ended(plan, 'clean');
  expect(plan.plan?.operations).toEqual([]);
  story.expectFiles({ 'plan.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'clean');
  expect(story.isMarked()).toBe(true);

  story.entra((tenant) => {
    tenant.runCycle();
  });
  ended(await story.drift(), 'clean');
  expect(story.accessEvents()).toEqual([]);
  story.expectFiles({ 'changes.txt': story.changesSince(before) });
  await story.ends();
});
