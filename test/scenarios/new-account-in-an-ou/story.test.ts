import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('an account that joins an OU is reported, and granted where that is allowed', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) =>
    aws.addAccount('payments-staging', { id: '100000000009', ou: '/Workloads/Dev' }),
  );
  const before = story.live();

  // A pull request that has nothing to do with it tells it apart.
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  const causes = plan.plan?.operations.map(({ cause }) => cause);
  expect(causes?.toSorted()).toEqual(['change', 'new-account', 'new-account']);

  const reported = await story.hourly();
  expect(reported.exitCode).toBe(0);
  expect.soft(reported.summary).toContain('payments-staging');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const granted = await story.hourly({ inputs: { 'new-accounts': 'grant' } });
  ended(granted, 'applied');
  expect(story.changesSince(before)).toContain('+ grant  Payments  Developer  payments-staging');
  expect(story.changesSince(before)).toContain('+ grant  Auditors  Audit  payments-staging');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'reported.md': reported.summary,
    'reported.txt': resultText(reported),
    'granted.md': granted.summary,
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
