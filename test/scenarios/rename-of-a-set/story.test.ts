import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('a set gets another name, and nobody is without access meanwhile', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  expect.soft(pullRequest.comment()).not.toContain('was: AWS managed policy: **adds**');
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(story.live().filter((line) => line.includes('DevAccess'))).toEqual([]);

  const events = story.accessEvents();
  const holders = Map.groupBy(events, ({ principal, account }) => `${principal} in ${account}`);
  expect(holders.size).toBe(3);
  for (const own of holders.values()) {
    expect(own.map(({ kind, permissionSet }) => `${kind} ${permissionSet}`)).toEqual([
      'granted Developer',
      'revoked DevAccess',
    ]);
  }

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});
