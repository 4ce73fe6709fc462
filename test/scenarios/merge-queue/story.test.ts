import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test.each(['merge', 'squash'] as const)(
  'two pull requests land in one push by %s',
  async (method) => {
    const story = await openStory(import.meta.dirname);
    await story.settle();
    const before = story.live();
    const [first, second] = [story.pullRequest('first'), story.pullRequest('second')];
    await first.plan();
    await second.plan();
    const comments = [first.comment(), second.comment()];

    story.clock.nextMoment();
    const groups = story.repository.queue([first.pull, second.pull], 'rosa', method);
    for (const group of groups) {
      const check = await story.run('plan', story.repository.events.mergeGroup(group));
      ended(check, 'changes');
      expect(check.exitCode).toBe(0);
    }
    expect([first.comment(), second.comment()]).toEqual(comments);

    story.clock.nextMoment();
    story.pushed(story.repository.landQueue(groups));
    const apply = await story.apply();
    ended(apply, 'applied');
    expect(apply.outputs).toMatchObject({ grants: '3', held: '0' });
    expect(story.isMarked()).toBe(true);
    story.expectFiles({
      'first-plan.md': first.comment(),
      'second-plan.md': second.comment(),
      [`${method}-first-outcome.md`]: first.outcome(),
      [`${method}-second-outcome.md`]: second.outcome(),
      'aws.txt': story.changesSince(before),
    });
    await story.ends();
  },
);

test('what a review allowed lands through the queue', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const { repository } = story;
  repository.addCollaborator('rita', 'write');
  const pullRequest = story.pullRequest('first-over-a-limit');
  const refused = await pullRequest.plan();
  ended(refused, 'refused');
  const body = `/allow ${refused.plan?.digest ?? ''}`;
  repository.review(pullRequest.pull, { author: 'rita', state: 'APPROVED', body });
  ended(await pullRequest.plan(), 'changes');

  story.clock.nextMoment();
  const groups = repository.queue([pullRequest.pull], 'rosa', 'squash');
  for (const group of groups) {
    ended(await story.run('plan', repository.events.mergeGroup(group)), 'changes');
  }
  story.clock.nextMoment();
  story.pushed(repository.landQueue(groups));
  ended(await story.apply(), 'applied');
  expect(pullRequest.outcome()).toContain('by leave of `rita`');
  await story.ends();
});

test('what was pushed past review between them is held alone', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const first = story.pullRequest('first');
  await first.plan();
  first.merge();
  story.directPush('second');
  const apply = await story.apply();
  ended(apply, 'held');
  expect(story.live()).toContain('grant  Support  Developer  payments-dev');
  expect(story.live()).not.toContain('set    Audit');
  story.expectFiles({ 'pushed-between.md': first.outcome() });
  await story.ends({ hourly: 'held', drift: 'changes' });
});
