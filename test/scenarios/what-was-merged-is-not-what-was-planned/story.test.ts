import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a commit that came after the plan is held, and so is all of its pull request', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  pullRequest.edit('more');
  pullRequest.merge();

  const apply = await story.apply();
  ended(apply, 'held');
  expect(apply.outputs['held']).toBe('2');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'plan.md': pullRequest.comment(), 'outcome.md': pullRequest.outcome() });
  await story.ends({ hourly: 'held', drift: 'changes' });
});

test("a plan whose comment somebody edited is nobody's review", async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  const [comment] = story.repository.comments(pullRequest.pull.number);
  if (comment === undefined) throw new Error('no comment');
  story.repository.editComment(comment, 'mallory', `${comment.body} `);
  story.repository.editComment(comment, 'mallory', comment.body.trimEnd());
  pullRequest.merge();

  const apply = await story.apply();
  ended(apply, 'held');
  expect.soft(pullRequest.outcome()).toContain('edited by mallory');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'edited.md': pullRequest.outcome() });
  await story.ends({ hourly: 'held', drift: 'changes' });
});

test.each(['merge', 'rebase', 'squash'] as const)(
  'each of two commits is found by %s',
  async (method) => {
    const story = await openStory(import.meta.dirname);
    await story.settle();
    const pullRequest = story.pullRequest('change');
    pullRequest.edit('more');
    await pullRequest.plan();
    pullRequest.merge(method);
    ended(await story.apply(), 'applied');
    expect(story.live()).toContain('grant  Support  Developer  payments-dev');
    expect(story.live()).toContain('grant  Vendors  Developer  payments-prod');
    await story.ends();
  },
);
