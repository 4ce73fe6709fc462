import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

test('applications change hands as reviewed, what nobody declares on a new one goes with it, and an end comes by itself', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const { log } = story.stage.aws;

  const change = story.pullRequest('change');
  const plan = await change.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ grants: '2', revokes: '2' });
  change.merge();
  ended(await story.apply(), 'applied');
  const writes = log.requests
    .map(({ operation }) => operation)
    .filter((name) => /^(?:Create|Delete)/.test(name));
  expect(writes).toEqual([
    'CreateApplicationAssignment',
    'CreateApplicationAssignment',
    'DeleteApplicationAssignment',
    'DeleteApplicationAssignment',
  ]);
  // What no file names is not even asked about.
  const read = log.of('ListApplicationAssignments').map(({ input }) => JSON.stringify(input));
  const archive = story.stage.aws.world.dump().applications.find(({ name }) => name === 'Archive');
  expect(read.some((input) => input.includes(archive?.arn ?? 'Archive'))).toBe(false);

  const march = story.pullRequest('march');
  ended(await march.plan(), 'clean');
  march.merge();
  ended(await story.apply(), 'clean');
  story.advance(180);
  const due = await story.hourly();
  ended(due, 'applied');
  expect(due.plan?.operations.map(({ kind, cause }) => `${cause} ${kind}`)).toEqual([
    'expiry unassign-application',
    'expiry unassign-application',
  ]);

  story.expectFiles({
    '1-plan.md': change.comment(),
    '1-outcome.md': change.outcome(),
    '1-terminal.txt': plan.log,
    '2-plan.md': march.comment(),
    '2-due.md': due.summary,
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('an application that was given past review is held', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.directPush('change');
  ended(await story.apply(), 'held');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  await story.ends({ hourly: 'held', drift: 'changes' });
});
