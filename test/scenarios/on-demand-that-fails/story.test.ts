import { expect, test } from 'vitest';
import type { FaultEffect } from '../../../src/simulator/entra/faults.ts';
import { openStory } from '../harness/open-story.ts';
import { ended, resultText } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

async function merged(story: Story) {
  await story.settle();
  const pullRequest = story.pullRequest('change', {
    title: 'Payments-Core takes over production',
  });
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  return pullRequest;
}

test('an expired SCIM token fails what needs it, takes nothing from anybody, and says what Entra says', async () => {
  const story = await openStory(import.meta.dirname);
  const pullRequest = await merged(story);
  const before = story.live();
  story.entra((tenant) => {
    tenant.expireScimToken();
    tenant.runCycle();
  });
  const apply = await story.apply();
  ended(apply, 'failed');
  expect(apply.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.accessEvents()).toEqual([]);
  story.expectFiles({
    'outcome-with-an-expired-token.md': pullRequest.outcome(),
    'result-with-an-expired-token.txt': resultText(apply),
  });

  story.entra((tenant) => {
    tenant.renewScimToken();
    tenant.releaseQuarantine();
  });
  ended(await story.hourly(), 'applied');
  story.expectFiles({
    'outcome-afterwards.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends();
});

test('in public it is told by its code alone, as Entra’s words may name people', async () => {
  const story = await openStory(import.meta.dirname, { isPublicRepository: true });
  const pullRequest = await merged(story);
  story.entra((tenant) => {
    tenant.expireScimToken();
    tenant.runCycle();
  });
  const apply = await story.apply();
  ended(apply, 'failed');
  const { log, summary, planJson, annotations } = apply;
  const told = [log, summary, planJson, annotations, pullRequest.outcome()].join('\n');
  expect(told).not.toContain('The credentials of the target system');
  story.expectFiles({ 'outcome-in-public.md': pullRequest.outcome() });
  story.entra((tenant) => {
    tenant.renewScimToken();
    tenant.releaseQuarantine();
  });
  ended(await story.hourly(), 'applied');
  await story.ends();
});

const unanswered = {
  'refused-for-a-while': { kind: 'status', status: 503 },
  'throttled-without-end': { kind: 'throttle', retryAfter: 10 },
  'cut-off': { kind: 'connection-reset' },
} as const satisfies Record<string, FaultEffect>;

test.each(Object.entries(unanswered))(
  'provisioning on demand that is %s takes nothing from anybody, and the next apply goes on',
  async (what, effect) => {
    const story = await openStory(import.meta.dirname);
    const pullRequest = await merged(story);
    const before = story.live();
    story.tenant.faults.add({
      method: 'POST',
      path: '/servicePrincipals/*/synchronization/jobs/*/provisionOnDemand',
      effect,
    });
    const apply = await story.apply();
    ended(apply, what === 'refused-for-a-while' ? 'failed' : 'waiting');
    expect(story.changesSince(before)).toBe('nothing changed\n');
    expect(story.isMarked()).toBe(false);
    const outcome = pullRequest.outcome().replaceAll(/request `[-\da-f]+`/g, 'request `…`');
    story.expectFiles({ [`outcome-${what}.md`]: outcome });

    story.tenant.faults.clear();
    ended(await story.hourly(), 'applied');
    await story.ends();
  },
);

const ends = [
  ...[1, 2, 3, 4, 5, 6, 7].map((nth) => ({ how: 'killed', nth }) as const),
  { how: 'cancelled', nth: 3 } as const,
];

for (const { how, nth } of ends) {
  test(`${how} at write ${nth}, to Entra or to AWS, an apply is finished by the next one`, async () => {
    const story = await openStory(import.meta.dirname, {
      entraKnobs: { provisioning: { assignmentFreshnessMs: 0 } },
    });
    const pullRequest = await merged(story);
    const before = story.live();
    const apply = await story.apply(undefined, { endAtWrite: { nth, how } });
    ended(apply, 'failed');
    if (how === 'cancelled') story.expectFiles({ 'outcome-cancelled.md': pullRequest.outcome() });

    ended(await story.run('apply', apply.event), 'applied');
    story.expectFiles({ 'changes.txt': story.changesSince(before) });
    const events = story.accessEvents().map(({ kind, principal }) => `${kind} ${principal}`);
    expect(events.toSorted()).toEqual([
      'granted Fraud-Analysts',
      'granted Payments-Core',
      'revoked Payments',
    ]);
    expect(events.at(-1)).toBe('revoked Payments');
    await story.ends();
  });
}
