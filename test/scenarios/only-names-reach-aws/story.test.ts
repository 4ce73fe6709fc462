import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('where provisioning writes no external ids, names join, and what a name cannot tell apart is refused', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change', { title: 'More people in production' });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  story.expectFiles({ 'plan.md': pullRequest.comment(), 'annotations.txt': plan.annotations });

  story.entra((tenant) => {
    tenant.renameGroup('Contractors of the old company', 'Contractors-Old');
  });
  pullRequest.edit('corrected');
  ended(await pullRequest.plan(), 'waiting');
  story.expectFiles({ 'plan-corrected.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'waiting');

  story.entra((tenant) => {
    tenant.runCycle();
  });
  ended(await story.hourly(), 'applied');
  expect(story.isMarked()).toBe(true);
  story.expectFiles({ 'changes.txt': story.changesSince(before) });
  await story.ends();
});
