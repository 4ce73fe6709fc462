import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('every mistake is told at its line in one run, and nothing is asked of AWS', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const requests = story.stage.aws.log.requests.length;
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'invalid');
  expect(plan.exitCode).toBe(1);
  expect(story.stage.aws.log.requests.length).toBe(requests);
  for (const place of ['support.yaml:3', 'support.yaml:5', 'support.yaml:6', 'more.yaml:3'])
    expect.soft(plan.annotations).toContain(`access/${place}:`);
  const invalid = pullRequest.comment();

  // The same comment becomes the plan once they are corrected.
  pullRequest.edit('corrected', ['more.yaml']);
  ended(await pullRequest.plan(), 'changes');
  expect(pullRequest.comment()).not.toContain('support.yaml:3');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.changesSince(before)).toBe('+ grant  Support  Developer  payments-dev\n');

  story.expectFiles({
    'plan.md': invalid,
    'annotations.txt': plan.annotations,
    'plan-log.txt': plan.log,
    'corrected.md': pullRequest.comment(),
  });
  await story.ends();
});

test('invalid files on the default branch apply nothing', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.directPush('change');
  const apply = await story.apply();
  ended(apply, 'invalid');
  expect(apply.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');

  // Everything counts as the change of the pull request that mends them.
  const mend = story.pullRequest('corrected', { deleted: ['more.yaml'], title: 'Mend' });
  ended(await mend.plan(), 'changes');
  mend.merge();
  ended(await story.apply(), 'applied');
  story.expectFiles({ 'pushed-log.txt': apply.log, 'mend.md': mend.comment() });
  await story.ends();
});
