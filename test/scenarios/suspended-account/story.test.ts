import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a suspended account is left alone on both sides, and said', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.suspendAccount('ledger-prod');
  });
  ended(await story.hourly(), 'clean');
  const before = story.live();

  // An edit that reaches every role, and a rule that goes: neither touches the account.
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ revokes: '1', blocked: '0' });
  expect(pullRequest.comment()).toContain('ledger-prod');
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.outputs['failed']).toBe('0');
  expect(story.isMarked()).toBe(true);
  const touched = story.stage.aws.log.writes().map(({ input }) => JSON.stringify(input));
  expect(touched.filter((input) => input.includes('100000000004'))).toEqual([]);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
