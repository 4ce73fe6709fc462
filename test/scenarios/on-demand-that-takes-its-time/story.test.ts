import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

const folder = import.meta.dirname;
const minutes = 60_000;

async function merged(story: Story, change: string, title: string) {
  await story.settle();
  const pullRequest = story.pullRequest(change, { title });
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  return pullRequest;
}

test('what Entra has provisioned and AWS does not show within the bound waits for the next hour', async () => {
  const story = await openStory(folder, {
    entraKnobs: { provisioning: { onDemandDelayMs: 30 * minutes } },
  });
  const pullRequest = await merged(story, 'change', 'Fraud analysts');
  const before = story.live();
  const apply = await story.apply();
  ended(apply, 'waiting');
  expect(apply.exitCode).toBe(0);
  expect(story.isMarked()).toBe(false);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({ 'outcome-while-waiting.md': pullRequest.outcome() });

  await story.tenant.settled();
  const hourly = await story.hourly();
  ended(hourly, 'applied');
  expect(story.isMarked()).toBe(true);
  story.expectFiles({ 'outcome-afterwards.md': pullRequest.outcome() });
  await story.ends();
});

test('of thirty members twenty-five come on demand, and the outcome says that five follow', async () => {
  const story = await openStory(folder);
  const pullRequest = await merged(story, 'thirty', 'Operators');
  ended(await story.apply(), 'applied');
  expect(membersInAws(story, 'Operators')).toHaveLength(25);
  story.expectFiles({ 'outcome-of-thirty.md': pullRequest.outcome() });

  story.entra((tenant) => {
    tenant.runCycle();
  });
  expect(membersInAws(story, 'Operators')).toHaveLength(30);
  await story.ends();
});

test('an assignment that Entra counts only after a while is asked for again', async () => {
  const story = await openStory(folder, {
    entraKnobs: { provisioning: { assignmentFreshnessMs: 1.5 * minutes } },
  });
  const pullRequest = await merged(story, 'change', 'Fraud analysts');
  ended(await story.apply(), 'applied');
  expect(onDemand(story)).toBeGreaterThan(1);
  expect(pullRequest.outcome()).toContain('was provisioned to AWS on demand');
  await story.ends();
});

test('what Entra has done and does not list yet is not done twice', async () => {
  const story = await openStory(folder, {
    entraKnobs: {
      lag: { assignments: 20 * minutes },
      provisioning: { onDemandDelayMs: 3 * minutes },
    },
  });
  await merged(story, 'change', 'Fraud analysts');
  const apply = await story.apply();
  ended(apply, 'waiting');
  const again = await story.run('apply', apply.event);
  ended(again, 'applied');
  const assigned = [...story.tenant.world.state.assignments.values()];
  expect(assigned.map(({ principalId }) => principalId)).toHaveLength(2);
  story.clock.advance(20 * minutes);
  await story.ends();
});

test('eight groups at once are within what Entra allows', async () => {
  const story = await openStory(folder);
  await merged(story, 'eight', 'Eight teams');
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.progress).toContain('waiting for Entra ID to provision 8 groups');
  expect(story.tenant.log.throttles()).toEqual([]);
  expect(onDemand(story)).toBeGreaterThanOrEqual(8);
  await story.ends();
});

function onDemand(story: Story): number {
  return story.tenant.log.writes().filter(({ path }) => path.endsWith('/provisionOnDemand')).length;
}

function membersInAws(story: Story, name: string): readonly string[] {
  const found = story.stage.aws.world.scim.groups().find((group) => group.name === name);
  return found?.members ?? [];
}
