import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('what AWS remarks of an edited policy stands at its line, and what it calls an error is no plan to merge', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const wrong = await pullRequest.plan();
  ended(wrong, 'blocked');
  expect(wrong.exitCode).toBe(1);
  expect(wrong.annotations).toContain('policies/deploy.json');
  story.expectFiles({ 'wrong-annotations.txt': wrong.annotations });

  pullRequest.edit('mended');
  ended(await pullRequest.plan(), 'changes');
  story.expectFiles({ 'plan.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  await story.ends();
});
