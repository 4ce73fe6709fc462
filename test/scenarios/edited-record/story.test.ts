import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('who edits the plan comment takes its review away, also where a later plan writes over it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  const [comment] = story.repository.comments(pullRequest.pull.number);
  if (comment === undefined) throw new Error('there is no comment');
  story.clock.nextMoment();
  story.repository.editComment(comment, 'hasty', comment.body.replace('1 assignment', 'nothing'));
  pullRequest.edit('more');
  ended(await pullRequest.plan(), 'changes');
  expect(pullRequest.comment()).not.toContain('grants nothing');

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'held');
  expect(apply.exitCode).toBe(1);
  expect(apply.log).toContain('hasty');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  const outcome = pullRequest.outcome();
  expect.soft(outcome).toContain('hasty');

  const approved = await story.dispatch({ 'approve-plan': apply.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  story.expectFiles({ 'outcome.md': outcome, 'apply-log.txt': apply.log });
  await story.ends();
});

test("a copy of another's plan comment is nobody's review", async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  const [comment] = story.repository.comments(pullRequest.pull.number);
  const copied = story.pullRequest('more', { author: 'hasty' });
  story.repository.comment(copied.pull.number, 'hasty', comment?.body ?? '');
  copied.merge();
  const apply = await story.apply();
  ended(apply, 'held');
  expect(apply.outputs['held']).toBe('2');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  await story.ends({ hourly: 'held', drift: 'changes' });
});
