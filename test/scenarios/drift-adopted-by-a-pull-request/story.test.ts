import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type JobOptions } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';
import { StoryPullRequest } from '../harness/story-pull-request.ts';

const proposing: JobOptions = {
  inputs: { 'drift-pull-request': 'true' },
  permissions: { contents: 'write', 'pull-requests': 'write' },
};

/** Who did what in the console: two grants, a revocation, an edit that reached every account. */
function drifted(story: Story): void {
  story.console((aws) => {
    const console = aws.as('mallory@fernhill.example');
    console.consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'payments-prod');
    console.consoleGrant({ group: 'Payments' }, 'BreakGlass', 'payments-prod');
    console.consoleRevoke({ group: 'Auditors' }, 'Auditor', 'orders-dev');
    console.consoleEditPolicy('Developer', {
      managedPolicies: ['PowerUserAccess', 'IAMReadOnlyAccess'],
    });
  });
}

test('what drifted is proposed as a pull request, merged, and no more drift', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  drifted(story);
  story.advance(1);

  const found = await story.drift(proposing);

  ended(found, 'drift');
  const [pull] = story.repository.state.pulls;
  if (pull === undefined) throw new Error('no pull request');
  const branch = pull.head.ref;
  expect(pull.author.login).toBe('github-actions[bot]');
  expect(story.repository.issues()[0]?.body).toContain(`/pull/${pull.number}`);
  story.expectFiles({
    'pull-request.md': `${pull.title}\n\n${pull.body}`,
    'adopted.yaml': story.repository.read('access/access.yaml', branch) ?? '',
  });

  // The next morning finds the same, and writes nothing.
  const { head } = pull;
  const before = { ...head, body: pull.body, updatedAt: pull.updatedAt };
  story.advance(1);
  ended(await story.drift(proposing), 'drift');
  expect({ ...pull.head, body: pull.body, updatedAt: pull.updatedAt }).toEqual(before);

  // Closed and opened again by a person, it gets its plan.
  const adopting = new StoryPullRequest(story, pull);
  ended(await adopting.plan(), 'changes');
  story.expectFiles({ 'comment.md': adopting.comment() });
  const live = story.live();
  const events = story.accessEvents().length;
  ended(await story.apply(adopting.merge()), 'applied');
  // Nobody gains or loses; only the roles that the edit in the console had left behind follow it.
  expect(
    new Set(
      story
        .accessEvents()
        .slice(events)
        .map(({ kind }) => kind),
    ),
  ).toEqual(new Set(['content-changed']));
  story.expectFiles({ 'changes.txt': story.changesSince(live) });

  story.advance(1);
  ended(await story.drift(proposing), 'clean');
  expect(story.repository.state.branch(branch)).toBeUndefined();
  await story.ends();
});

test('drift that is undone withdraws its pull request, and a permission that lacks is told and fails nothing', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  drifted(story);
  story.advance(1);
  const limited = await story.drift({ ...proposing, permissions: { contents: 'read' } });
  ended(limited, 'drift');
  expect(limited.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain(
    'warning drift-pull-request-not-written',
  );
  expect(story.repository.issues()[0]?.body).toContain('write the lines below into the files');

  const found = await story.drift(proposing);
  ended(found, 'drift');
  const [pull] = story.repository.state.pulls;
  expect(pull?.state).toBe('open');
  ended(await story.dispatch({ 'approve-plan': found.outputs['plan-digest'] ?? '' }), 'applied');
  story.advance(1);
  ended(await story.drift(proposing), 'clean');
  expect(pull?.state).toBe('closed');
  const branch = pull?.head.ref ?? '';
  expect(branch).toMatch(/^identity-center\/drift-platform-ssoins-/);
  expect(story.repository.state.branch(branch)).toBeUndefined();
  await story.ends();
});
