import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const sameOrganization = { from: join(import.meta.dirname, '../drift-by-group') };

const vendors = 'grant  Vendors  Developer  payments-prod';
const besideAGroup = 'grant  mallory (user)  Developer  orders-prod';

/** A group's grant that a reading by group finds, and a user's that only a complete one does. */
function goOutside(story: Story): void {
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
    aws.consoleGrant({ user: 'mallory' }, 'Developer', 'orders-prod');
  });
}

async function begin(): Promise<Story> {
  const story = await openStory(import.meta.dirname, sameOrganization);
  await story.settle();
  return story;
}

async function approve(story: Story, digest: string | undefined) {
  return story.dispatch({ 'approve-plan': digest ?? '' });
}

test('the digest of a held run, which read little, applies what was held and no drift', async () => {
  const story = await begin();
  goOutside(story);
  const before = story.live();
  story.directPush('push');
  const held = await story.apply();
  ended(held, 'held');
  expect(held.plan?.reading.strategy).toBe('touched');

  const approved = await approve(story, held.outputs['plan-digest']);
  ended(approved, 'applied');
  expect(approved.plan?.reading.strategy).toBe('touched');
  expect(story.isMarked()).toBe(true);
  const changes = story.changesSince(before);
  expect(changes).not.toMatch(/Vendors|mallory/);
  story.expectFiles({
    'held.md': held.summary,
    'held-approved.md': approved.summary,
    'held-aws.txt': changes,
  });
  await story.ends({ drift: 'drift' });
});

test('the digest of a drift run by group applies what it showed, and leaves whom it did not see', async () => {
  const story = await begin();
  const before = story.live();
  goOutside(story);
  const drift = await story.drift();
  ended(drift, 'drift');
  expect(drift.plan?.reading.strategy).toBe('by-group');

  const approved = await approve(story, drift.outputs['plan-digest']);
  ended(approved, 'applied');
  expect(approved.plan?.reading.strategy).toBe('by-group');
  expect(story.changesSince(before)).toBe(`+ ${besideAGroup}\n`);
  story.expectFiles({ 'by-group-approved.md': approved.summary });
  await story.ends();
});

test('the digest of a complete drift run applies all of it', async () => {
  const story = await begin();
  const before = story.live();
  goOutside(story);
  const drift = await story.drift({ inputs: { read: 'complete' } });
  ended(drift, 'drift');

  const approved = await approve(story, drift.outputs['plan-digest']);
  ended(approved, 'applied');
  expect(approved.plan?.reading.strategy).toBe('complete');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'complete-approved.md': approved.summary });
  await story.ends();
});

test('one digest covers what was pushed and what went astray, if that is what a drift run showed', async () => {
  const story = await begin();
  const before = story.live();
  goOutside(story);
  story.directPush('push');
  ended(await story.apply(), 'held');
  const drift = await story.drift();
  expect(drift.plan?.reading.strategy).toBe('by-group');

  const approved = await approve(story, drift.outputs['plan-digest']);
  ended(approved, 'applied');
  expect(story.live()).not.toContain(vendors);
  expect(story.live()).toContain(besideAGroup);
  expect(story.changesSince(before)).toContain('+ grant  Oncall  Support  orders-dev');
  expect(story.isMarked()).toBe(true);
  story.expectFiles({ 'both-drift.md': drift.summary, 'both-approved.md': approved.summary });
  await story.ends();
});

test('a digest of nothing that was shown, or of what has moved since, changes nothing', async () => {
  const story = await begin();
  goOutside(story);
  const before = story.live();
  const wrong = await approve(story, 'f'.repeat(64));
  ended(wrong, 'held');
  expect(wrong.exitCode).toBe(1);
  // It was looked for in every way, so what is told now is everything.
  expect(wrong.plan?.reading.strategy).toBe('complete');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  const drift = await story.drift();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Operator', 'payments-prod');
  });
  const late = await approve(story, drift.outputs['plan-digest']);
  ended(late, 'held');
  expect(story.changesSince(before)).toBe('+ grant  Vendors  Operator  payments-prod\n');

  const approved = await approve(story, late.outputs['plan-digest']);
  ended(approved, 'applied');
  expect(story.live().join('\n')).not.toMatch(/Vendors|mallory/);
  story.expectFiles({ 'wrong.md': wrong.summary, 'late.md': late.summary });
  await story.ends();
});
