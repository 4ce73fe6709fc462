import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a permission set that no file declares is told as drift where settings ask for it, and nothing ever touches it', async () => {
  const story = await openStory(import.meta.dirname);
  const issue = (): string => story.repository.issues()[0]?.body ?? '';
  await story.settle();
  // Ignored, given up, Control Tower's own, another owner's: none of them is drift.
  const quiet = await story.drift();
  ended(quiet, 'clean');
  expect(quiet.plan?.undeclaredSets).toEqual([]);
  expect(quiet.plan?.counts.unmanagedPermissionSets).toBe(3);

  story.console((aws) => {
    const console = aws.as('mallory@fernhill.example');
    console.consoleCreatePermissionSet('Rescue', { managedPolicies: ['AdministratorAccess'] });
    console.consoleGrant({ group: 'Vendors' }, 'Rescue', 'payments-prod');
  });
  story.advance(0.5);
  const before = story.live();
  const alone = await story.drift();
  ended(alone, 'drift');
  expect(alone.outputs['drift']).toBe('1');
  expect(alone.plan?.operations).toEqual([]);
  // There is nothing that anybody could approve.
  expect(`${alone.log}${alone.summary}${issue()}`).not.toContain('approve-plan');
  story.expectFiles({ 'issue.md': issue(), 'summary.md': alone.summary, 'log.txt': alone.log });

  const told = issue();
  story.advance(1);
  ended(await story.drift(), 'drift');
  expect(issue()).toBe(told);

  const request = story.pullRequest('change');
  const planned = await request.plan();
  ended(planned, 'changes');
  story.expectFiles({ 'plan.md': request.comment() });
  request.merge();
  ended(await story.apply(), 'applied');

  // Beside drift that can be undone, the digest undoes that alone.
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-dev');
  });
  const both = await story.drift();
  ended(both, 'drift');
  expect(both.outputs['drift']).toBe('2');
  story.expectFiles({ 'both.md': issue() });
  const digest = both.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  expect(story.changesSince(before)).not.toContain('Rescue');

  story.directPush('ignored');
  ended(await story.apply(), 'clean');
  story.advance(1);
  ended(await story.drift(), 'clean');
  expect(story.repository.issues().map(({ state }) => state)).toEqual(['closed']);
  await story.ends();
});
