import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const mallory = 'mallory@fernhill.example';

/** Ten jobs in a row. */
const busy = { timeout: 120_000 };

/** The issues of the job's token, as they are on GitHub. */
function ours({ repository }: Story) {
  return repository.issues().filter(({ author }) => author.login === 'github-actions[bot]');
}

/** Title, state and text of the one issue; a digest in it stays, for it is what people copy. */
function shown(story: Story): string {
  const [issue, ...others] = ours(story);
  if (issue === undefined || others.length > 0) throw new Error('there is not one issue');
  return `${issue.title} (${issue.state}, ${issue.stateReason})\n\n${issue.body}`;
}

test(
  'an issue tells what drifted and who did it: once, until it is undone, and again when it is back',
  busy,
  async () => {
    const story = await openStory(import.meta.dirname);
    await story.settle();
    story.console((aws) => {
      const console = aws.as(mallory);
      console.consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'payments-prod');
      console.consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'orders-prod');
    });
    story.advance(0.5);
    story.console((aws) => {
      const console = aws.as('olaf@fernhill.example');
      // What is taken back explains nothing of what is there, and is nothing that drifted.
      console.consoleGrant({ group: 'Payments' }, 'Auditor', 'orders-prod');
      console.consoleRevoke({ group: 'Payments' }, 'Auditor', 'orders-prod');
      console.consoleRevoke({ group: 'Auditors' }, 'Auditor', 'orders-dev');
      console.consoleEditPolicy('Developer', { sessionDuration: 'PT12H' });
      console.consoleEditPolicy('Developer', {
        managedPolicies: ['PowerUserAccess', 'IAMFullAccess'],
      });
    });

    story.advance(0.5);
    const found = await story.drift();

    ended(found, 'drift');
    const [issue] = ours(story);
    expect(found.outputs['issue-url']).toBe('https://github.com/fernhill/access/issues/1');
    expect(found.summary).toContain(
      'The [drift issue](https://github.com/fernhill/access/issues/1)',
    );
    story.expectFiles({ 'found.md': shown(story) });

    // Somebody copies the issue, hidden lines and all, and says that all is well.
    const copy = story.repository.openIssue({
      title: 'Access drift: none',
      author: 'mallory',
      body: issue?.body.replaceAll('Vendors', 'nobody') ?? '',
    });
    story.advance(1);
    const before = { ...issue };
    ended(await story.drift(), 'drift');
    expect(issue).toEqual(before);
    expect(copy.body).toContain('nobody');

    story.advance(1);
    story.console((aws) => {
      aws.as(mallory).consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'payments-dev');
      aws.as(mallory).consoleRevoke({ group: 'Vendors' }, 'BreakGlass', 'orders-prod');
    });
    const more = await story.drift();
    ended(more, 'drift');
    story.expectFiles({ 'more.md': shown(story) });
    expect(more.outputs['issue-url']).toBe(found.outputs['issue-url']);

    const digest = more.outputs['plan-digest'] ?? '';
    expect(issue?.body).toContain(`approve-plan: ${digest}`);
    ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
    story.advance(1);
    ended(await story.drift(), 'clean');
    story.expectFiles({ 'closed.md': shown(story) });

    story.advance(1);
    story.console((aws) => {
      aws.as(mallory).consoleGrant({ group: 'Vendors' }, 'BreakGlass', 'payments-dev');
    });
    const back = await story.drift();
    ended(back, 'drift');
    story.expectFiles({ 'back.md': shown(story) });

    // A person closes it: that drift has been seen, and only other drift is news.
    if (issue !== undefined) Object.assign(issue, { state: 'closed', stateReason: 'not_planned' });
    story.advance(1);
    ended(await story.drift(), 'drift');
    expect(ours(story).map(({ state }) => state)).toEqual(['closed']);
    story.console((aws) => {
      aws.as('olaf@fernhill.example').consoleRevoke({ group: 'Auditors' }, 'Auditor', 'orders-dev');
    });
    const another = await story.drift();
    expect(ours(story).map(({ state }) => state)).toEqual(['open']);

    expect(copy.state).toBe('open');
    const last = another.outputs['plan-digest'] ?? '';
    ended(await story.dispatch({ 'approve-plan': last }), 'applied');
    await story.ends();
  },
);
