import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const from = join(import.meta.dirname, '../drift-issue');

test('a check that fails raises an issue of its own, and the next one that works closes it', async () => {
  const story = await openStory(import.meta.dirname, { from });
  await story.settle();
  const issues = () => story.repository.issues();
  story.stage.aws.faults.add({ operation: 'ListInstances', effect: { kind: 'access-denied' } });
  const failed = await story.drift();
  ended(failed, 'failed');
  expect(failed.outputs['issue-url']).toBe('https://github.com/fernhill/access/issues/1');
  const [issue] = issues();
  story.expectFiles({ 'fails.md': `${issue?.title}\n\n${issue?.body}` });

  story.advance(1);
  const before = { ...issue };
  ended(await story.drift(), 'failed');
  expect(issue).toEqual(before);

  story.stage.aws.faults.clear();
  story.directPush('invalid');
  ended(await story.drift(), 'invalid');
  expect(issue?.body).toContain('unknown-key');
  expect(issues()).toHaveLength(1);

  // Another branch's files say nothing about what was merged.
  story.directPush('none', ['typo.yaml']);
  const push = story.repository.commitAndPush({
    branch: 'try-it',
    files: { 'access/access.yaml': 'assignments: []\n' },
    message: 'Try it',
    author: 'hasty',
  });
  const elsewhere = story.repository.events.workflowDispatch({ actor: 'rosa', ref: 'try-it' });
  expect(elsewhere.sha).toBe(push.after);
  ended(await story.run('drift', elsewhere), 'invalid');
  expect(issues()).toHaveLength(1);

  // A person closes it before the check works again: that it fails once more is news all the same.
  if (issue !== undefined) Object.assign(issue, { state: 'closed', stateReason: 'completed' });
  ended(await story.drift(), 'clean');
  story.directPush('invalid');
  ended(await story.drift(), 'invalid');
  expect(issue?.state).toBe('open');
  story.directPush('none', ['typo.yaml']);

  ended(await story.drift(), 'clean');
  expect(issue?.state).toBe('closed');
  expect(issue?.body).toMatch(/\*\*Closed:\*\* the drift check of 2026-11-03 worked\.$/m);
  await story.ends();
});

test('where GitHub lets no issue be written, the drift is told all the same, and so is that', async () => {
  const story = await openStory(import.meta.dirname, { from });
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  const forbidden = await story.drift({ permissions: { issues: 'read' } });
  ended(forbidden, 'drift');
  expect(forbidden.log).toContain('permission "issues: write"');
  expect(forbidden.diagnostics).toMatchObject([{ code: 'issue-not-written', severity: 'warning' }]);
  expect(forbidden.summary).toContain('admin@example.com');

  story.repository.state.hasIssues = false;
  const off = await story.drift();
  ended(off, 'drift');
  expect(off.diagnostics).toMatchObject([{ code: 'issue-not-written', severity: 'warning' }]);
  const digest = off.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  await story.ends();
});
