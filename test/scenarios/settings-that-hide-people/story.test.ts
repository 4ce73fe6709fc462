import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const from = fileURLToPath(new URL('../users-left-alone/', import.meta.url));
const named = /\b(?:ada|zoe)\b/;

/** A user is granted something, and another has something that no file grants. */
async function planWith(people: string) {
  const story = await openStory(import.meta.dirname, { from, base: 'base' });
  await story.settle();
  const pullRequest = story.pullRequest(`../settings-that-hide-people/${people}`);
  const job = await pullRequest.plan();
  ended(job, 'changes');
  await story.ends();
  return { comment: pullRequest.comment(), job };
}

test.each(['counts', 'off'])('nobody is named where people are %s', async (people) => {
  const { comment, job } = await planWith(people);
  expect(comment).toContain('- 1 person gets `Developer` in `payments-prod`');
  expect(comment).toContain('- 1 person loses `Developer` in `payments-prod`');
  for (const text of [comment, job.summary, job.log]) expect(text).not.toMatch(named);
});

test('where people may be named they are, but in the log', async () => {
  const { comment, job } = await planWith('names');
  expect(comment).toContain('- user `ada` gets `Developer` in `payments-prod`');
  expect(comment).toContain('- user `zoe` loses `Developer` in `payments-prod`');
  expect(job.log).not.toMatch(named);
});
