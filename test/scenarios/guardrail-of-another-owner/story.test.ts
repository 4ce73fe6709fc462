import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('files that pass to another owner are held to the limits that they had, in the plan and in its apply', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'refused');

  // Somebody merges it against the failed check.
  const before = story.live();
  const push = pullRequest.merge();
  const apply = await story.apply(push);
  expect(story.changesSince(before)).not.toContain('Support on');
  ended(apply, 'refused');
  expect(apply.exitCode).toBe(1);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'clean', drift: 'drift' });
});
