import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a set of accounts is widened under an open pull request, which is planned again', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const first = await pullRequest.plan();
  expect(first.outputs['grants']).toBe('1');

  const other = story.pullRequest('wider');
  await other.plan();
  other.merge();
  ended(await story.apply(), 'clean');

  const again = await pullRequest.plan();
  expect(again.outputs['grants']).toBe('2');
  expect(again.outputs['plan-digest']).not.toBe(first.outputs['plan-digest']);
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.outputs).toMatchObject({ grants: '2', held: '0' });

  story.expectFiles({
    'wider.md': other.comment(),
    'planned-again.md': pullRequest.comment(),
    'planned-again-outcome.md': pullRequest.outcome(),
    'planned-again-aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('without another plan, what nobody was shown is held, and the rest is done', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();

  const other = story.pullRequest('wider');
  await other.plan();
  other.merge();
  ended(await story.apply(), 'clean');

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'held');
  expect(apply.exitCode).toBe(1);
  expect(apply.outputs['held']).toBe('1');
  expect(story.live()).toContain('grant  Support  Developer  payments-prod');
  expect(story.live()).not.toContain('grant  Support  Developer  ledger-prod');
  expect(story.isMarked()).toBe(false);
  const outcome = pullRequest.outcome();

  const approved = await story.dispatch({ 'approve-plan': apply.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  expect(story.live()).toContain('grant  Support  Developer  ledger-prod');

  story.expectFiles({
    'not-planned-again.md': pullRequest.comment(),
    'not-planned-again-outcome.md': outcome,
    'not-planned-again-aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('where the move changes nothing for the pull request, its plan still counts', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  await pullRequest.plan();
  story.repository.commit({
    branch: 'main',
    files: { 'README.md': 'Nothing of access.\n' },
    message: 'Explain more',
    author: 'rosa',
  });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.isMarked()).toBe(true);
  await story.ends();
});
