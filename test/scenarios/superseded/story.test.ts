import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('an old apply job is run again after a newer one: it takes nothing back', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const first = story.pullRequest('first');
  await first.plan();
  const push = first.merge();
  ended(await story.apply(), 'applied');
  const second = story.pullRequest('second');
  await second.plan();
  second.merge();
  ended(await story.apply(), 'applied');
  const before = story.live();
  const requests = story.stage.aws.log.requests.length;

  const old = await story.apply(push);
  ended(old, 'superseded');
  expect(old.exitCode).toBe(0);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.stage.aws.log.requests.length).toBe(requests);

  story.expectFiles({ 'old-job.md': old.summary });
  await story.ends();
});

test('the branch moves while an apply is at work: it ends before its next stage', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const first = story.pullRequest('first');
  await first.plan();
  const second = story.pullRequest('vendors');
  await second.plan();
  const push = first.merge();
  // Asked at the start, before the first stage and before the second: then it has moved.
  story.stage.gitHub.fail({
    operation: 'repos/get-branch',
    nth: 3,
    effect: { kind: 'meanwhile', when: 'before', run: () => void second.merge() },
  });
  const before = story.live();
  const apply = await story.apply(push);
  ended(apply, 'superseded');
  expect(apply.exitCode).toBe(0);
  expect(story.live()).toContain('set    Audit');
  expect(story.live()).not.toContain('grant  Support  Audit  payments-prod');
  expect(story.isMarked(push.after)).toBe(false);
  const halfway = story.changesSince(before);
  const outcome = first.outcome();

  ended(await story.apply(), 'applied');
  expect(story.live()).toContain('grant  Support  Audit  payments-prod');
  expect(story.live()).toContain('grant  Vendors  Developer  payments-dev');

  story.expectFiles({
    'midway-outcome.md': outcome,
    'midway-aws.txt': halfway,
    'midway-aws-in-the-end.txt': story.changesSince(before),
  });
  await story.ends();
});

test('a push beside the mapping files supersedes nothing', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const first = story.pullRequest('first');
  await first.plan();
  const push = first.merge();
  story.repository.commit({
    branch: 'main',
    files: { 'README.md': 'Nothing of access.\n' },
    message: 'Explain more',
    author: 'rosa',
  });
  ended(await story.apply(push), 'applied');
  expect(story.live()).toContain('grant  Support  Audit  payments-prod');
  await story.ends();
});
