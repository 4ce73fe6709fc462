import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

test('an author learns at once how long a long reading takes, and the plan takes the place of that', async () => {
  const story = await openStory(import.meta.dirname);
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.reading).toMatchObject({ strategy: 'complete' });
  expect(plan.plan?.reading.estimate.seconds).toBeGreaterThan(60);
  const written = writtenComments(story);
  expect(written.map(({ operation }) => operation)).toEqual([
    'issues/create-comment',
    'issues/update-comment',
  ]);
  const first = pullRequest.comment();
  // The comment of the head before stands until the next plan is made.
  await pullRequest.plan();
  expect(writtenComments(story)).toHaveLength(2);

  pullRequest.merge();
  ended(await story.apply(), 'applied');
  story.expectFiles({ 'reading.md': written[0]?.body ?? '', 'plan.md': first });
  await story.ends();
});

function writtenComments(story: Story) {
  return story.stage.gitHub.log.requests.flatMap(({ operation, body }) => {
    if (operation?.endsWith('-comment') !== true || typeof body !== 'object') return [];
    const text = body !== null && 'body' in body ? body['body'] : null;
    return typeof text === 'string' ? [{ operation, body: text }] : [];
  });
}
