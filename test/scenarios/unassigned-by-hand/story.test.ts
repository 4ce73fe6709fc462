import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a group taken out of the application is told while its access still lives', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.entra((tenant) => {
    tenant.unassign('Payments');
  });
  ended(await story.hourly(), 'clean');
  const drift = await story.drift();
  ended(drift, 'clean');
  story.expectFiles({ 'drift.md': drift.summary });
  expect(story.changesSince(before)).toBe('nothing changed\n');

  // Nobody acted on it: the cycle takes the group away, and its assignments are worth nothing.
  story.entra((tenant) => {
    tenant.runCycle();
  });
  const late = await story.drift();
  ended(late, 'drift');
  story.expectFiles({ 'drift-after-the-cycle.md': late.summary });
  ended(await story.hourly(), 'clean');

  story.entra((tenant) => {
    tenant.assign('Payments');
  });
  story.entra((tenant) => {
    tenant.runCycle();
  });
  const dead = story.live();
  const back = await story.drift();
  story.expectFiles({ 'drift-when-it-is-back.md': back.summary });
  ended(await story.dispatch({ 'approve-plan': back.outputs['plan-digest'] ?? '' }), 'applied');
  story.expectFiles({ 'changes.txt': story.changesSince(dead) });
  await story.ends();
});

test('where this tool manages the application, putting the group back is drift to approve', async () => {
  const story = await openStory(import.meta.dirname, { base: 'managed/base' });
  await story.settle();
  story.entra((tenant) => {
    tenant.unassign('Payments');
  });
  ended(await story.hourly(), 'clean');
  const drift = await story.drift();
  ended(drift, 'drift');
  story.expectFiles({ 'drift-where-managed.md': drift.summary });

  const approved = await story.dispatch({ 'approve-plan': drift.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  story.expectFiles({ 'summary-where-managed.md': approved.summary });
  story.entra((tenant) => {
    tenant.runCycle();
  });
  expect(story.accessEvents()).toEqual([]);
  await story.ends();
});
