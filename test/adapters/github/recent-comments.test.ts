import { expect, it } from 'vitest';
import { createGitHubReader } from '../../../src/adapters/github/github-reader.ts';
import { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import { containing, Fixture } from './fixture.ts';

const action = 'GET /repos/{owner}/{repo}/issues/comments';

it('the last written come first, on whatever issue or pull request', async () => {
  const clock = new ManualClock();
  await using fixture = await Fixture.start({}, clock);
  const { repository, simulator } = fixture;
  const pull = fixture.pull();
  const issue = repository.openIssue({ title: 'Drift', author: 'mona' });
  const first = repository.comment(pull.number, 'mona', 'one');
  for (const [number, body] of [
    [issue.number, 'two'],
    [pull.number, 'three'],
  ] as const) {
    clock.advance(1000);
    repository.comment(number, 'hubot', body);
  }
  clock.advance(1000);
  repository.editComment(first, 'mona', 'one, edited');
  const reader = createGitHubReader(fixture.options());
  const recent = await reader.recentComments();
  expect(recent.map(({ body }) => body)).toEqual(['one, edited', 'three', 'two']);
  const ofPull = await reader.comments(pull.number);
  expect(recent.filter(({ body }) => body !== 'two')).toEqual(ofPull);
  expect(simulator.log.count('issues/list-comments-for-repo')).toBe(1);
});

it('a repository without comments has none', async () => {
  await using fixture = await Fixture.start();
  expect(await createGitHubReader(fixture.options()).recentComments()).toEqual([]);
});

it('of more than a hundred, the last hundred are read with one request', async () => {
  const clock = new ManualClock();
  await using fixture = await Fixture.start({}, clock);
  const { repository, simulator } = fixture;
  const { number } = fixture.pull();
  for (let count = 0; count < 130; count += 1) {
    clock.advance(1000);
    repository.comment(number, 'mona', `comment ${count}`);
  }
  const recent = await createGitHubReader(fixture.options()).recentComments();
  expect(recent).toHaveLength(100);
  expect([recent[0]?.body, recent[99]?.body]).toEqual(['comment 129', 'comment 30']);
  expect(simulator.log.requests).toHaveLength(1);
});

it.each([{ issues: 'read' }, { 'pull-requests': 'read' }] as const)(
  'the permission %o is enough for what it opens',
  async (permissions) => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    repository.comment(fixture.pull().number, 'mona', 'one');
    const token = simulator.jobToken(repository, permissions);
    const reader = createGitHubReader(fixture.options({ token }));
    expect(await reader.recentComments()).toHaveLength(1);
  },
);

it('without either permission, the one to add is named, after one try', async () => {
  await using fixture = await Fixture.start();
  const { repository, simulator } = fixture;
  const token = simulator.jobToken(repository, { contents: 'read', statuses: 'write' });
  const reader = createGitHubReader(fixture.options({ token }));
  await expect(reader.recentComments()).rejects.toMatchObject({
    kind: 'access-denied',
    action,
    message: containing('Resource not accessible by integration'),
    help: containing('pull-requests: read'),
  });
  expect(simulator.log.count('issues/list-comments-for-repo')).toBe(1);
});

it('outlives a lost answer', async () => {
  await using fixture = await Fixture.start();
  const { repository, simulator, clock } = fixture;
  repository.comment(fixture.pull().number, 'mona', 'one');
  const operation = 'issues/list-comments-for-repo';
  simulator.fail({ operation, effect: { kind: 'lost-answer' } });
  expect(await createGitHubReader(fixture.options()).recentComments()).toHaveLength(1);
  expect(clock.sleeps).toEqual([1000]);
});

const comment = {
  id: 1,
  node_id: 'IC_1',
  user: null,
  body: 'x',
  created_at: '2026-11-02T09:00:00Z',
  updated_at: '2026-11-02T09:00:00Z',
  html_url: 'https://github.com/acme/access-repo/pull/1#issuecomment-1',
};

it.each([
  ['that is no list', { message: 'ok' }, ' at : '],
  ['with a comment of no id', [comment, { ...comment, id: null }], ' at 1.id'],
  ['with a comment of no time', [{ ...comment, updated_at: null }], ' at 0.updated_at'],
])('an answer %s is a bad answer, and says where', async (_, body, place) => {
  await using fixture = await Fixture.start();
  const effect = { kind: 'answer', status: 200, body } as const;
  fixture.simulator.fail({ operation: 'issues/list-comments-for-repo', effect });
  const reader = createGitHubReader(fixture.options());
  await expect(reader.recentComments()).rejects.toMatchObject({
    kind: 'bad-answer',
    action,
    message: containing(place),
  });
});

it('a comment whose author is gone, or that has no text, is a comment', async () => {
  await using fixture = await Fixture.start();
  const body = [{ ...comment, body: null }];
  const effect = { kind: 'answer', status: 200, body } as const;
  fixture.simulator.fail({ operation: 'issues/list-comments-for-repo', effect });
  const reader = createGitHubReader(fixture.options());
  expect(await reader.recentComments()).toMatchObject([{ id: 1, body: '', author: null }]);
});
