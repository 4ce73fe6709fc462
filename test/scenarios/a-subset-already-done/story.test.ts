import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('what somebody did by hand meanwhile is no reason to stop', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  expect(plan.outputs).toMatchObject({ grants: '2', revokes: '1' });
  pullRequest.merge();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Payments' }, 'Developer', 'payments-prod');
    aws.consoleRevoke({ group: 'Support' }, 'Developer', 'payments-dev');
  });
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.outputs).toMatchObject({ grants: '1', revokes: '0' });
  expect(story.isMarked()).toBe(true);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'result.txt': resultText(apply),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
