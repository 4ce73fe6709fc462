import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('attributes for access control come before the policy that reads them, and stay as they are once the files are silent', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const { log } = story.stage.aws;
  const asked = (): number => log.of('DescribeInstanceAccessControlAttributeConfiguration').length;
  expect(asked()).toBe(0);

  const change = story.pullRequest('change');
  const plan = await change.plan();
  ended(plan, 'changes');
  change.merge();
  ended(await story.apply(), 'applied');
  expect(story.isMarked()).toBe(true);
  const writes = log.requests
    .map(({ operation }) => operation)
    .filter((name) => /^(?:Create|Put|Provision)/.test(name));
  expect([...new Set(writes)]).toEqual([
    'CreateInstanceAccessControlAttributeConfiguration',
    'PutInlinePolicyToPermissionSet',
    'ProvisionPermissionSet',
  ]);
  const applied = story.changesSince(before);

  // Somebody mends the source of one in the console, and adds another.
  story.console((aws) => {
    aws.consoleSetAttributes({
      Department: '${path:enterprise.division}',
      CostCenter: '${path:enterprise.costCenter}',
      Level: '${path:title}',
    });
  });
  const edited = story.live();
  const drift = await story.drift();
  ended(drift, 'drift');
  ended(await story.hourly(), 'clean');
  expect(story.changesSince(edited)).toBe('nothing changed\n');

  // The files give them up: what lives stays, and is not even read any more.
  const leave = story.pullRequest('leave');
  await leave.plan();
  leave.merge();
  ended(await story.apply(), 'clean');
  const reads = asked();
  expect(story.changesSince(edited)).toBe('nothing changed\n');

  story.expectFiles({
    '1-plan.md': change.comment(),
    '1-outcome.md': change.outcome(),
    '1-aws.txt': applied,
    '2-drift.md': drift.summary,
    '3-plan.md': leave.comment(),
  });
  await story.ends();
  expect(asked()).toBe(reads);
});
