import { expect, test } from 'vitest';
import { startStory } from './start-story.ts';

test('issues share their numbers with pull requests, and the list holds both', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const created = await rest.issues.create({
    ...story.at,
    title: 'Drift',
    body: 'found',
    labels: ['drift'],
  });
  expect(created.data).toMatchObject({ number: 2, state: 'open', title: 'Drift' });
  const all = await rest.issues.listForRepo(story.at);
  expect(all.data.map(({ number, pull_request }) => [number, pull_request !== undefined])).toEqual([
    [2, false],
    [1, true],
  ]);
  const mine = await rest.issues.listForRepo({
    ...story.at,
    creator: 'github-actions[bot]',
    labels: 'drift',
  });
  expect(mine.data.map(({ number }) => number)).toEqual([2]);
});

test('an issue closes and opens again, and a closed one is listed only when asked for', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { number } = story.repository.openIssue({ title: 'Drift', author: 'bob' });
  const target = { ...story.at, issue_number: number };
  const closed = await rest.issues.update({ ...target, state: 'closed' });
  expect(closed.data).toMatchObject({
    state: 'closed',
    state_reason: 'completed',
    closed_by: { login: 'github-actions[bot]' },
  });
  expect((await rest.issues.listForRepo(story.at)).data.map((issue) => issue.number)).toEqual([1]);
  expect((await rest.issues.listForRepo({ ...story.at, state: 'all' })).data).toHaveLength(2);
  const opened = await rest.issues.update({ ...target, state: 'open', title: 'Drift again' });
  expect(opened.data).toMatchObject({
    state: 'open',
    state_reason: 'reopened',
    title: 'Drift again',
    closed_at: null,
  });
});
