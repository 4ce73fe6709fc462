import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a plan job that is run again after the merge changes nothing, on GitHub or in AWS', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  const comments = JSON.stringify(story.repository.comments(pullRequest.pull.number));

  pullRequest.merge();
  const early = await story.run('plan', plan.event);
  ended(early, 'superseded');
  expect(early.exitCode).toBe(0);
  expect(JSON.stringify(story.repository.comments(pullRequest.pull.number))).toBe(comments);

  // So what was reviewed is still there for the apply.
  ended(await story.apply(), 'applied');
  const before = story.live();
  const told = JSON.stringify(story.repository.comments(pullRequest.pull.number));
  const late = await story.run('plan', plan.event);
  ended(late, 'superseded');
  expect(JSON.stringify(story.repository.comments(pullRequest.pull.number))).toBe(told);
  expect(story.changesSince(before)).toBe('nothing changed\n');

  story.expectFiles({ 'plan.md': pullRequest.comment(), 'late-log.txt': late.log });
  await story.ends();
});

test('the plan job of an older head leaves the newer plan alone', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const old = await pullRequest.plan();
  pullRequest.edit('more');
  await pullRequest.plan();
  const comments = JSON.stringify(story.repository.comments(pullRequest.pull.number));
  ended(await story.run('plan', old.event), 'superseded');
  expect(JSON.stringify(story.repository.comments(pullRequest.pull.number))).toBe(comments);

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.outputs['grants']).toBe('2');
  await story.ends();
});
