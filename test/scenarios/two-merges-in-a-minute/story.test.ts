import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('the first run leaves everything to the second, which applies both', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const [first, second] = [story.pullRequest('first'), story.pullRequest('second')];
  await first.plan();
  await second.plan();

  const firstPush = first.merge();
  const secondPush = second.merge();
  const superseded = await story.apply(firstPush);
  ended(superseded, 'superseded');
  expect(superseded.exitCode).toBe(0);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.isMarked(firstPush.after)).toBe(false);

  const apply = await story.apply(secondPush);
  ended(apply, 'applied');
  expect(apply.outputs).toMatchObject({ grants: '2', held: '0' });
  expect(story.isMarked(secondPush.after)).toBe(true);

  story.expectFiles({
    'first-plan.md': first.comment(),
    'second-plan.md': second.comment(),
    'superseded.md': superseded.summary,
    'first-outcome.md': first.outcome(),
    'second-outcome.md': second.outcome(),
    'result.txt': resultText(apply),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
