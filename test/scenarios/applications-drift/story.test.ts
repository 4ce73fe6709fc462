import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('what the console did to applications is drift, and an application that was renamed takes nothing from anybody', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();

  story.console((aws) => {
    aws.consoleAssignApplication({ group: 'Vendors' }, 'Wiki');
    aws.consoleUnassignApplication({ group: 'Auditors' }, 'Wiki');
  });
  const edited = story.live();
  const drift = await story.drift();
  ended(drift, 'drift');
  ended(await story.hourly(), 'clean');
  expect(story.changesSince(edited)).toBe('nothing changed\n');

  // A name that nobody has is its pull request's error, and whom it may mean keeps what they have.
  const misspelt = story.pullRequest('misspelt');
  ended(await misspelt.plan(), 'blocked');

  // Somebody renames it under the rule: nobody's fault, and nothing goes.
  story.console((aws) => aws.changeApplication('Payroll', { name: 'Salaries' }));
  const gone = await story.drift();
  ended(gone, 'blocked');
  ended(await story.hourly(), 'blocked');
  expect(gone.plan?.operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'assign-application planned',
    'unassign-application planned',
  ]);

  const renamed = story.pullRequest('renamed');
  ended(await renamed.plan(), 'clean');
  renamed.merge();
  ended(await story.apply(), 'clean');

  const last = await story.drift();
  const back = await story.dispatch({ 'approve-plan': last.outputs['plan-digest'] ?? '' });
  ended(back, 'applied');

  story.expectFiles({
    '1-drift.md': drift.summary,
    '2-misspelt.md': misspelt.comment(),
    '3-gone.md': gone.summary,
    '4-back.md': back.summary,
    'aws.txt': story.changesSince(edited),
  });
  await story.ends();
});
