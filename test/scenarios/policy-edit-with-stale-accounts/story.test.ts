import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('an edited policy reaches every account, those left behind before too', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  // Somebody tried something in the console, took it back, and provisioned half of the accounts.
  story.console((aws) => {
    aws.consoleEditPolicy('Developer', { sessionDuration: 'PT1H' }, { provision: true });
    aws.consoleEditPolicy('Developer', { sessionDuration: 'PT8H' });
    aws.consoleProvision('Developer', 'payments-dev');
    aws.consoleProvision('Developer', 'orders-dev');
  });
  const drift = await story.drift();
  ended(drift, 'drift');
  const before = story.live();
  expect(before.filter((line) => line.endsWith('behind its set'))).toHaveLength(2);

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  const operations = plan.plan?.operations.map(({ kind, cause }) => `${kind}: ${cause}`);
  expect(operations).toEqual(['provision-permission-set: change', 'update-permission-set: change']);
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.live().filter((line) => line.endsWith('behind its set'))).toEqual([]);
  // All four are stale after the edit, so one request is fewer than one for each.
  const provisioned = story.stage.aws.log.of('ProvisionPermissionSet');
  expect(provisioned.map(({ input }) => input)).toMatchObject([
    { TargetType: 'ALL_PROVISIONED_ACCOUNTS' },
  ]);

  story.expectFiles({
    'drift.md': drift.summary,
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
