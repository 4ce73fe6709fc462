import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('what is no longer as it was shown is held, with all that needs it; the rest is done', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');

  // After the review and before the merge the set becomes another one.
  story.console((aws) => {
    aws.consoleEditPolicy(
      'Developer',
      { managedPolicies: ['AdministratorAccess'] },
      { provision: true },
    );
  });
  const before = story.live();
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'held');
  expect(apply.exitCode).toBe(1);
  const changes = story.changesSince(before);
  expect(changes).toContain('+ grant  Support  SupportEngineer  payments-prod');
  expect(changes).not.toContain('Developer');

  // Whoever approves it sees what it would do now.
  expect.soft(pullRequest.outcome()).toContain('AdministratorAccess');

  const approved = await story.dispatch({ 'approve-plan': apply.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'result.txt': resultText(apply),
    'aws.txt': changes,
    'approved.md': approved.summary,
    'aws-in-the-end.txt': story.changesSince(before),
  });
  await story.ends();
});
