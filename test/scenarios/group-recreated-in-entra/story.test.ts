import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const folder = import.meta.dirname;
const old = 'fc08e51f7d-45119483-2d51-9a88-2566-7e331f5725be';

test('a group created again under its old name gets nothing by that name, nor takes the old one over, and what it should get is shown with both ids', async () => {
  const story = await openStory(folder);
  await story.settle();
  const before = story.live();
  recreate(story);

  // AWS has the old group still, whose people keep their access until Entra's cycle.
  ended(await story.hourly(), 'blocked');
  const early = await story.drift();
  ended(early, 'blocked');
  expect(early.plan?.operations.map(({ status }) => status)).toEqual(Array(4).fill('blocked'));
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'drift-before-the-cycle.md': early.summary });

  await moveToTheNewGroup(story, '');
});

test('where only names reach AWS, the same is seen once the group of AWS is another one', async () => {
  const story = await openStory(folder, { from: join(folder, 'names-only') });
  await story.settle();
  recreate(story);
  // Nothing tells the new group from the old one yet.
  ended(await story.drift(), 'clean');

  await moveToTheNewGroup(story, '-by-name');
  expect(story.accessEvents().map(({ kind }) => kind)).toContain('granted');
});

test('approving it before AWS has lost the old group moves nothing, takes nothing away and assigns nobody', async () => {
  const story = await openStory(folder, { base: 'managed' });
  await story.settle();
  const before = story.live();
  story.entra((tenant) => {
    tenant.recreateGroup('Payments');
  });
  const early = await story.drift();
  const hasty = await story.dispatch({ 'approve-plan': early.outputs['plan-digest'] ?? '' });
  ended(hasty, 'blocked');
  expect(hasty.summary).toContain('`Payments`');
  expect(story.changesSince(before)).toBe('nothing changed\n');

  // A cycle takes the old group out of AWS; then the new one may be brought, once somebody approves that.
  story.entra((tenant) => {
    tenant.runCycle();
  });
  const gone = story.live();
  const late = await story.drift();
  ended(late, 'drift');
  expect(lines(late)).toContain('drift planned assign-group-to-application Payments undefined');
  const approved = await story.dispatch({ 'approve-plan': late.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  story.expectFiles({
    'drift-after-the-cycle-where-managed.md': late.summary,
    'changes-where-managed.txt': story.changesSince(gone),
    'summary-where-managed.md': approved.summary,
  });
  await story.ends();
});

function recreate(story: Story): void {
  story.entra((tenant) => {
    tenant.recreateGroup('Payments');
    tenant.assign('Payments');
  });
}

async function moveToTheNewGroup(story: Story, suffix: string): Promise<void> {
  // One cycle takes the old group out of AWS, and only then the next one brings the new one.
  story.entra((tenant) => {
    tenant.runCycle();
    tenant.runCycle();
  });
  const before = story.live();
  ended(await story.hourly(), 'clean');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  const late = await story.drift();
  ended(late, 'drift');
  expect(lines(late)).toEqual([
    'drift planned grant Payments payments-dev',
    'drift planned grant Payments payments-prod',
    `drift planned revoke ${old} payments-dev`,
    `drift planned revoke ${old} payments-prod`,
  ]);
  story.expectFiles({ [`drift-after-the-cycle${suffix}.md`]: late.summary });

  const approved = await story.dispatch({ 'approve-plan': late.outputs['plan-digest'] ?? '' });
  ended(approved, 'applied');
  story.expectFiles({
    [`changes${suffix}.txt`]: story.changesSince(before),
    [`summary${suffix}.md`]: approved.summary,
  });
  await story.ends();
}

function lines({ plan }: Job): readonly string[] {
  return (plan?.operations ?? []).map(
    ({ cause, status, kind, principal, account }) =>
      `${cause} ${status} ${kind} ${principal?.name} ${account?.name}`,
  );
}
