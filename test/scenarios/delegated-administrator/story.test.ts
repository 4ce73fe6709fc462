import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const delegate = {
  planAccount: 'identity',
  applyRole: { account: 'identity', role: 'apply' },
};

test('a set that is in the management account is blocked everywhere, before anything fails', async () => {
  const story = await openStory(import.meta.dirname, delegate);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(1);
  expect(plan.outputs).toMatchObject({ blocked: '3' });
  expect.soft(plan.annotations).toContain('error at access/administrators.yaml:');

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'blocked');
  expect(apply.outputs['failed']).toBe('0');
  expect(story.live()).toContain('grant  Support  Developer  payments-prod');
  expect(story.isMarked()).toBe(false);
  const writes = story.stage.aws.log.writes();
  expect(writes.filter(({ outcome }) => outcome.kind === 'error')).toEqual([]);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});

test('a grant in the management account is blocked, and the others of its rule are planned', async () => {
  const story = await openStory(import.meta.dirname, delegate);
  await story.settle();
  const pullRequest = story.pullRequest('management');
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.outputs).toMatchObject({ blocked: '1' });
  story.expectFiles({ 'management-plan.md': pullRequest.comment() });
  await story.ends();
});

test('an administrator of the management account does the same without a word', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live()).toContain('grant  Platform  Administrator  payments-dev');
  await story.ends();
});
