import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('ends that cross the limit are refused though nothing is to be done, until their very digest is approved', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  const digest = plan.plan?.digest ?? '';
  expect(pullRequest.comment()).toContain(`/allow ${digest}`);

  // Somebody merges it against the failed check.
  const before = story.live();
  pullRequest.merge();
  ended(await story.apply(), 'refused');
  const outcome = pullRequest.outcome();
  expect(outcome).toContain(`approve-plan: ${digest}`);

  // What a plan without any operation and any end has as its digest approves nothing.
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  ended(await story.dispatch({ 'approve-plan': empty }), 'refused');
  ended(await story.dispatch({ 'approve-plan': digest }), 'clean');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'plan.md': pullRequest.comment(), 'outcome.md': outcome });
  await story.ends();
});
