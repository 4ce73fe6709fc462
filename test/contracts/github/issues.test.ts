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

test('a repository whose issues are off says so to whoever lists, opens or edits one', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { number } = story.repository.openIssue({ title: 'Drift', author: 'bob' });
  story.repository.state.hasIssues = false;
  const gone = { status: 410, message: expect.stringContaining('Issues are disabled') as string };
  await expect(rest.issues.listForRepo(story.at)).rejects.toMatchObject(gone);
  await expect(rest.issues.create({ ...story.at, title: 'Drift' })).rejects.toMatchObject(gone);
  const target = { ...story.at, issue_number: number };
  await expect(rest.issues.update({ ...target, state: 'closed' })).rejects.toMatchObject(gone);
});

test('a title has its limit, and an over-long text of an edit is dropped with a 200', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { data } = await rest.issues.create({ ...story.at, title: 'Drift', body: 'found' });
  const target = { ...story.at, issue_number: data.number };
  const kept = await rest.issues.update({ ...target, body: 'x'.repeat(65_537) });
  expect(kept).toMatchObject({ status: 200, data: { body: 'found' } });
  await expect(rest.issues.update({ ...target, title: 'x'.repeat(257) })).rejects.toMatchObject({
    status: 422,
  });
});
