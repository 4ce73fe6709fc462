import { expect, test } from 'vitest';
import { openAnother, openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('one owner gives a set up, and another takes it over; nobody loses anything', async () => {
  const story = await openStory(import.meta.dirname);
  const data = openAnother(story, 'data-access', 'data');
  await story.settle();
  await data.settle();
  const before = story.live();

  // Before it is released, it cannot be had.
  const adoption = data.pullRequest('adopt');
  const early = await adoption.plan();
  ended(early, 'blocked');
  expect(early.exitCode).toBe(1);
  expect(early.outputs).toMatchObject({ 'has-changes': 'false' });
  const tooEarly = adoption.comment();

  const release = story.pullRequest('release', { deleted: ['analysts.yaml'] });
  const plan = await release.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ revokes: '0', 'permission-set-changes': '1' });
  expect.soft(release.comment()).not.toContain('takes away');
  release.merge();
  ended(await story.apply(), 'applied');
  expect(story.changesSince(before)).toBe(
    '- set    Analyst  tag  identity-center-reconciler=platform\n',
  );

  const again = await adoption.plan();
  ended(again, 'changes');
  expect(again.outputs).toMatchObject({ grants: '0', revokes: '0', 'permission-set-changes': '1' });
  adoption.merge();
  ended(await data.apply(), 'applied');
  expect(story.accessEvents()).toEqual([]);

  story.expectFiles({
    'too-early.md': tooEarly,
    'release.md': release.comment(),
    'release-outcome.md': release.outcome(),
    'adoption.md': adoption.comment(),
    'adoption-outcome.md': adoption.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
  await data.ends();
});
