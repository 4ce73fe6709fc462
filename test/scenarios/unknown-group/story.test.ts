import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a mistyped group is an error on its line, and nobody it may hide loses anything', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(1);
  expect(plan.outputs).toMatchObject({ grants: '1', blocked: '1' });
  const [revoke] = plan.plan?.operations.filter(({ kind }) => kind === 'revoke') ?? [];
  expect(revoke?.status).toBe('blocked');
  const finding = plan.plan?.findings.find(({ code }) => code === 'unknown-group');
  expect(finding?.origin).toMatchObject({ file: 'access/support.yaml', line: 2 });
  expect(pullRequest.comment()).toContain('did you mean `Support`');
  expect.soft(plan.annotations).toContain('error at access/support.yaml:2');

  // Merged all the same: what is certain is done, and nobody is thrown out.
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'blocked');
  expect(story.changesSince(before)).toBe('+ grant  Payments  Developer  payments-prod\n');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'plan-log.txt': plan.log,
    'outcome.md': pullRequest.outcome(),
  });
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});

test('a group that was deleted under an unchanged rule blocks its revocations and fails no merge', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.deleteGroup('Support');
  });
  const before = story.live();
  const pullRequest = story.pullRequest('more');
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(0);
  expect(plan.outputs['grants']).toBe('1');
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'blocked');
  expect(apply.exitCode).toBe(0);
  expect(story.changesSince(before)).toBe('+ grant  Payments  Developer  payments-prod\n');

  story.expectFiles({
    'world-moved-plan.md': pullRequest.comment(),
    'world-moved-outcome.md': pullRequest.outcome(),
  });
  await story.ends({ hourly: 'blocked', drift: 'blocked' });
});
