import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('what is wrong with a group between Entra and AWS is told where a rule names it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change', { title: 'Let everybody in' });
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  story.expectFiles({ 'plan.md': pullRequest.comment(), 'annotations.txt': plan.annotations });

  // What a deleted group was is told to those who may see it, and asks for nothing else.
  story.entra((tenant) => {
    tenant.grantPermissions('plan', 'Group.Read.All');
  });
  const seeing = await pullRequest.plan();
  ended(seeing, 'blocked');
  expect(pullRequest.comment()).toContain('was deleted in Entra on 2026-10-20');
  story.expectFiles({ 'annotations-with-group-read-all.txt': seeing.annotations });

  pullRequest.edit('corrected');
  const corrected = await pullRequest.plan();
  ended(corrected, 'waiting');
  expect(corrected.exitCode).toBe(0);
  expect(corrected.annotations).toBe('');
  story.expectFiles({ 'plan-corrected.md': pullRequest.comment() });

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'waiting');
  expect(apply.exitCode).toBe(0);
  expect(story.isMarked()).toBe(false);
  story.expectFiles({
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'waiting', drift: 'waiting' });
});
