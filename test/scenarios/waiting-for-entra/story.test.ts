import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';

test('a grant waits for Entra, and the first apply after its cycle makes it', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change', { title: 'Payments-Core takes over production' });
  const plan = await pullRequest.plan();
  ended(plan, 'waiting');
  expect(plan.exitCode).toBe(0);
  story.expectFiles({ 'plan.md': pullRequest.comment() });

  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'waiting');
  expect(apply.exitCode).toBe(0);
  expect(story.isMarked()).toBe(false);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'outcome-while-waiting.md': pullRequest.outcome() });

  const early = await story.hourly();
  ended(early, 'waiting');
  expect(early.exitCode).toBe(0);
  expect(operations(early)).toEqual([
    'change waiting grant Fraud-Analysts',
    'change waiting grant Payments-Core',
    'change waiting revoke Payments',
  ]);
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const another = await story.pullRequest('another', { title: 'Something else' }).plan();
  ended(another, 'waiting');
  expect(operations(another).filter((line) => line.startsWith('pending'))).toEqual([
    'pending waiting grant Fraud-Analysts',
    'pending waiting grant Payments-Core',
    'pending waiting revoke Payments',
  ]);

  story.entra((tenant) => {
    tenant.runCycle();
  });
  const late = await story.hourly();
  ended(late, 'applied');
  expect(story.isMarked()).toBe(true);
  expect(digests(late)).toEqual(digests(plan));
  // Nobody's access to production ends before their successors have it.
  const events = story.accessEvents().map(({ kind, principal }) => `${kind} ${principal}`);
  expect(events).toHaveLength(3);
  expect(events.indexOf('granted Payments-Core')).toBeLessThan(events.indexOf('revoked Payments'));
  story.expectFiles({
    'outcome.md': pullRequest.outcome(),
    'summary-of-the-hourly-apply.md': late.summary,
    'changes.txt': story.changesSince(before),
  });
  await story.ends();
});

function operations({ plan }: Job): readonly string[] {
  return (plan?.operations ?? []).map(
    ({ cause, status, kind, principal }) => `${cause} ${status} ${kind} ${principal?.name}`,
  );
}

function digests({ plan }: Job): readonly string[] {
  const lines = (plan?.operations ?? []).map(
    ({ kind, principal, digest }) => `${kind} ${principal?.name} ${digest}`,
  );
  return lines.toSorted();
}
