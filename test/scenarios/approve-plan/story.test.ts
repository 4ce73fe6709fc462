import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';

test('a held plan and drift are applied by their full digest, and by no other', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  story.directPush('change');
  const held = await story.apply();
  ended(held, 'held');

  const wrong = await story.dispatch({ 'approve-plan': 'f'.repeat(64) });
  ended(wrong, 'held');
  expect(wrong.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const approved = await story.dispatch({ 'approve-plan': held.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  expect(story.changesSince(before)).toContain('+ grant  Oncall  Developer  payments-prod');
  expect(story.isMarked()).toBe(true);

  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-dev');
  });
  const drift = await story.drift();
  ended(drift, 'drift');
  const digest = drift.outputs['plan-digest'] ?? '';

  // Something else happens before the approval: the plan is another one.
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
  });
  const late = await story.dispatch({ 'approve-plan': digest });
  ended(late, 'held');
  expect.soft(late.summary).toContain('its digest differs');
  expect.soft(late.summary).toContain(late.outputs['plan-digest']);
  expect(story.live()).toContain('grant  Vendors  Developer  payments-dev');

  const again = await story.dispatch({ 'approve-plan': late.outputs['plan-digest'] ?? '' });
  ended(again, 'applied');
  expect(story.live().filter((line) => line.includes('Vendors'))).toEqual([]);

  story.expectFiles({
    '1-held.md': held.summary,
    '2-wrong.md': wrong.summary,
    '2-wrong.txt': resultText(wrong),
    '3-approved.md': approved.summary,
    '4-drift.md': drift.summary,
    '5-late.md': late.summary,
    '6-approved.md': again.summary,
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
