import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('a team gets its first permission set', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(story.isMarked()).toBe(true);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'plan.json': plan.planJson,
    'outcome.md': pullRequest.outcome(),
    'result.txt': resultText(apply),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
