import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('what somebody pushes past review is held until somebody approves it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  story.directPush('change');
  const push = await story.apply();
  ended(push, 'held');
  expect(push.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.isMarked()).toBe(false);

  story.expectFiles({ 'held.md': push.summary, 'held.txt': resultText(push) });

  // A reviewed pull request on top does not carry it along.
  const pullRequest = story.pullRequest('reviewed');
  await pullRequest.plan();
  pullRequest.merge();
  const merge = await story.apply();
  ended(merge, 'held');
  expect(merge.exitCode).toBe(1);
  expect(story.changesSince(before)).toContain('+ grant  Payments  Developer  payments-prod');
  expect(story.changesSince(before)).not.toContain('Vendors');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  // The hourly run says it again, until the grant is reviewed or taken out of the files.
  await story.ends({ hourly: 'held', drift: 'changes' });
});
