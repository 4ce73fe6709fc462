import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('an organizational unit is renamed in AWS: nothing is revoked, whatever is merged', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.renameUnit('/Workloads/Prod', 'Production');
  });
  const before = story.live();
  const hourly = await story.hourly();
  ended(hourly, 'blocked');
  expect(hourly.exitCode).toBe(0);
  expect.soft(hourly.summary).not.toContain('Nothing to do here');

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(0);
  expect(pullRequest.comment()).toContain('unknown-unit');
  pullRequest.merge();
  ended(await story.apply(), 'blocked');
  expect(story.changesSince(before)).toBe('+ grant  Support  Developer  payments-prod\n');
  const outcome = pullRequest.outcome();
  const drift = await story.drift();
  ended(drift, 'blocked');

  const repair = story.pullRequest('repair');
  const repaired = await repair.plan();
  ended(repaired, 'clean');
  repair.merge();
  ended(await story.apply(), 'clean');
  expect(story.isMarked()).toBe(true);
  expect(story.accessEvents().filter(({ kind }) => kind === 'revoked')).toEqual([]);
  expect.soft(pullRequest.outcome()).toContain('`Support`');

  story.expectFiles({
    'hourly.md': hourly.summary,
    'plan.md': pullRequest.comment(),
    'outcome.md': outcome,
    'drift.md': drift.summary,
    'repair.md': repair.comment(),
  });
  await story.ends();
});

test('a pull request that narrows the rule with the repair takes away what it says', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.renameUnit('/Workloads/Prod', 'Production');
  });
  const before = story.live();
  const pullRequest = story.pullRequest('narrower');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.operations.map(({ kind, cause }) => `${cause} ${kind}`)).toEqual([
    'change revoke',
  ]);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  story.expectFiles({
    'narrower.md': pullRequest.comment(),
    'narrower-aws.txt': story.changesSince(before),
  });
  await story.ends();
});
