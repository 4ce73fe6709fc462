import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const from = join(import.meta.dirname, '../drift-issue');

function shown({ repository }: Story): string {
  return repository
    .issues()
    .map(({ title, body }) => `${title}\n\n${body}`)
    .join('\n');
}

test('a role that may not look into CloudTrail reports drift all the same, and says what it lacks', async () => {
  const story = await openStory(import.meta.dirname, { from, readsTrail: false });
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  const job = await story.drift();
  ended(job, 'drift');
  expect(job.diagnostics).toEqual([]);
  story.expectFiles({ 'denied.md': shown(story) });
  const digest = job.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  await story.ends();
});

test('what is older than the history, or told by the old console only, is not pinned on anybody', async () => {
  const story = await openStory(import.meta.dirname, {
    from,
    isPublicRepository: true,
    knobs: {
      trail: { retention: 36 * 3_600_000 },
      behaviour: { consoleCalls: 'legacy' },
    },
  });
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'payments-prod');
    aws.consoleGrant({ user: 'eve' }, 'Developer', 'payments-prod');
  });
  story.advance(2);
  story.console((aws) => {
    aws.consoleRevoke({ group: 'Auditors' }, 'Auditor', 'orders-dev');
    aws.consoleEditPolicy('Developer', {
      inlinePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      },
    });
    aws.consoleDeletePermissionSet('BreakGlass');
  });
  const job = await story.drift();
  ended(job, 'drift');
  story.expectFiles({ 'not-told.md': shown(story) });
  expect(shown(story)).not.toMatch(/\beve\b|admin@example/);
  const digest = job.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  await story.ends();
});

test('what a check cannot decide is told where nothing drifted, and what it could not read is not told as missing', async () => {
  const story = await openStory(import.meta.dirname, { from });
  await story.settle();
  story.console((aws) => {
    aws.renameGroup('Auditors', 'Auditors-2');
  });
  const undecided = await story.drift();
  ended(undecided, 'blocked');
  expect(undecided.exitCode).toBe(0);
  expect(undecided.outputs['issue-url']).toBe('https://github.com/fernhill/access/issues/1');
  story.expectFiles({ 'undecided.md': shown(story) });
  const [issue] = story.repository.issues();
  const before = { ...issue };
  story.advance(1);
  ended(await story.drift(), 'blocked');
  expect(issue).toEqual(before);

  story.console((aws) => {
    aws.renameGroup('Auditors-2', 'Auditors');
  });
  ended(await story.drift(), 'clean');
  expect(issue?.state).toBe('closed');

  story.stage.aws.faults.add({
    operation: 'ListAccountAssignments',
    effect: { kind: 'access-denied' },
  });
  ended(await story.drift({ inputs: { read: 'complete' } }), 'blocked');
  expect(issue?.state).toBe('open');
  expect(issue?.title).not.toContain('missing');
  story.expectFiles({ 'unread.md': shown(story) });
  story.stage.aws.faults.clear();
  ended(await story.drift({ inputs: { read: 'complete' } }), 'clean');
  expect(issue?.state).toBe('closed');
  await story.ends();
});
