import { expect, test } from 'vitest';
import type { Fault } from '../../../src/simulator/entra/faults.ts';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const token = '/oauth2/v2.0/token';
const groups = '/groups';
const assignments = '/servicePrincipals/*/appRoleAssignedTo';
const onDemand = '/servicePrincipals/*/synchronization/jobs/*/provisionOnDemand';

/** What passes by itself, or is waited out. */
const passing: Readonly<Record<string, Fault>> = {
  'the token endpoint is unavailable twice': {
    path: token,
    calls: { nth: [1, 2] },
    effect: { kind: 'status', status: 503 },
  },
  'Graph is unavailable once everywhere': {
    path: '/**',
    calls: { every: 3 },
    effect: { kind: 'status', status: 503 },
  },
  'Graph throttles and says how long': {
    path: '/**',
    calls: { every: 3 },
    effect: { kind: 'throttle', retryAfter: 7 },
  },
  'Graph throttles and does not say how long': {
    path: '/**',
    calls: { every: 3 },
    effect: { kind: 'throttle', retryAfter: null },
  },
  'some of a batch are throttled': {
    path: groups,
    calls: { nth: [1, 3] },
    effect: { kind: 'throttle', retryAfter: 3 },
  },
  'connections break': {
    path: '/**',
    calls: { nth: [2, 5, 9] },
    effect: { kind: 'connection-reset' },
  },
  'a connection breaks before an assignment gets through': {
    method: 'POST',
    path: assignments,
    calls: { nth: 1 },
    effect: { kind: 'connection-reset' },
  },
  'an answer to an assignment is lost': {
    method: 'POST',
    path: assignments,
    calls: { nth: 1 },
    effect: { kind: 'answer-lost' },
  },
  'an answer to provisioning on demand is lost': {
    method: 'POST',
    path: onDemand,
    calls: { nth: 1 },
    effect: { kind: 'answer-lost', as: 504 },
  },
};

/** What does not pass while the job lasts. */
const lasting: Readonly<Record<string, Fault>> = {
  'token-endpoint-down': { path: token, effect: { kind: 'connection-reset' } },
  'graph-unavailable': { path: '/**', effect: { kind: 'status', status: 503 } },
  'graph-throttles-without-end': { path: groups, effect: { kind: 'throttle', retryAfter: 20 } },
};

for (const [what, fault] of Object.entries(passing)) {
  test(`${what}: plan and apply go through all the same`, async () => {
    const story = await settled();
    const pullRequest = story.pullRequest('change', { title: 'Payments-Core takes over' });
    const plan = await during(story, fault, () => pullRequest.plan());
    ended(plan, 'changes');
    pullRequest.merge();
    ended(await during(story, fault, () => story.apply()), 'applied');
    expect(story.accessEvents().map(({ kind }) => kind)).toEqual(['granted', 'revoked']);
    await story.ends();
  });
}

for (const [what, fault] of Object.entries(lasting)) {
  test(`${what}: both say so, nothing is changed, and afterwards it goes on`, async () => {
    const story = await settled();
    const before = story.live();
    const pullRequest = story.pullRequest('change', { title: 'Payments-Core takes over' });
    const failed = await during(story, fault, () => pullRequest.plan());
    ended(failed, 'failed');
    story.expectFiles({ [`plan-${what}.md`]: readable(pullRequest.comment()) });

    ended(await pullRequest.plan(), 'changes');
    pullRequest.merge();
    const apply = await during(story, fault, () => story.apply());
    ended(apply, 'failed');
    expect(apply.exitCode).toBe(1);
    expect(story.tenant.log.writes()).toEqual([]);
    expect(story.changesSince(before)).toBe('nothing changed\n');
    expect(story.isMarked()).toBe(false);
    story.expectFiles({
      [`apply-${what}.md`]: readable(apply.summary),
      [`outcome-${what}.md`]: readable(pullRequest.outcome()),
    });

    ended(await story.hourly(), 'applied');
    expect(pullRequest.outcome()).toContain('**Applied: ');
    await story.ends();
  });
}

test('AWS is not there: the merged pull request says that nothing was applied, until something is', async () => {
  const story = await settled();
  const before = story.live();
  const pullRequest = story.pullRequest('change', { title: 'Payments-Core takes over' });
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  const { faults } = story.stage.aws;
  const denied = { kind: 'access-denied' } as const;
  faults.add({ operation: 'ListInstances', effect: denied });
  ended(await story.apply(), 'failed');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'outcome-without-aws.md': readable(pullRequest.outcome()) });
  ended(await story.hourly(), 'failed');
  faults.clear();

  ended(await story.hourly(), 'applied');
  const told = pullRequest.outcome();
  expect(told).toContain('**Applied: ');
  faults.add({ operation: 'ListInstances', effect: denied });
  ended(await story.hourly(), 'failed');
  expect(pullRequest.outcome()).toBe(told);
  faults.clear();
  await story.ends();
});

async function settled(): Promise<Story> {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  return story;
}

/** Ports and ids of requests are others each time. */
function readable(text: string): string {
  return text
    .replaceAll(/localhost:\d+/g, 'localhost')
    .replaceAll(/request `[-\da-f]+`/g, 'request `…`');
}

async function during<T>(story: Story, fault: Fault, act: () => Promise<T>): Promise<T> {
  story.tenant.faults.add(fault);
  const done = await act();
  story.tenant.faults.clear();
  return done;
}
