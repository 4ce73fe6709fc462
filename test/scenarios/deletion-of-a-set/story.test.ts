import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const gone = { deleted: ['audit.yaml'], title: 'No more audits' };

test('a set that is no longer declared is deleted, with the assignments on it', async () => {
  const story = await openStory(import.meta.dirname, {
    knobs: { durations: { deprovisionLag: 40_000 } },
  });
  await story.settle();
  const before = story.live();
  story.console((aws) => {
    // By hand, and not declared: it goes with the set, shown and reviewed.
    aws.consoleGrant({ group: 'Payments' }, 'Audit', 'payments-dev');
  });
  const pullRequest = story.pullRequest('nothing', gone);
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ revokes: '3', drift: '0' });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live().filter((line) => line.includes('Audit'))).toEqual([]);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('it is blocked while assignments on it are ignored, and goes once they went', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ group: 'JIT-Requests' }, 'Audit', 'payments-prod');
  });
  const pullRequest = story.pullRequest('nothing', gone);
  const plan = await pullRequest.plan();
  ended(plan, 'blocked');
  expect(plan.exitCode).toBe(1);
  expect(pullRequest.comment()).toContain('delete-blocked');
  const blocked = pullRequest.comment();

  story.console((aws) => {
    aws.consoleRevoke({ group: 'JIT-Requests' }, 'Audit', 'payments-prod');
  });
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live()).not.toContain('set    Audit');
  story.expectFiles({ 'blocked.md': blocked });
  await story.ends();
});
