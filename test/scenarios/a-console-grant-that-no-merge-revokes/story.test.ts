import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('a grant made in the console is reported, and no merge takes it away', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-dev'));
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ grants: '1', revokes: '0', drift: '1' });
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.exitCode).toBe(0);
  expect(story.isMarked()).toBe(true);
  expect(story.live()).toContain('grant  Vendors  Developer  payments-dev');

  const drift = await story.drift();
  ended(drift, 'drift');
  expect(drift.exitCode).toBe(1);
  expect.soft(drift.summary).toContain('approve-plan');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'drift.md': drift.summary,
    'result.txt': resultText(apply),
    'aws.txt': story.changesSince(before),
  });
  await story.ends({ drift: 'drift' });
});
