import { expect, test } from 'vitest';
import { containing, startStory } from './start-story.ts';

const comment = { owner: 'acme', repo: 'access', issue_number: 1, body: 'plan' };

test('the nth call of one operation fails, and the next one works', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  story.github.fail({
    operation: 'issues/create-comment',
    nth: 2,
    effect: { kind: 'server-error', status: 503 },
  });
  await rest.issues.createComment(comment);
  await rest.repos.get(story.at);
  await expect(rest.issues.createComment(comment)).rejects.toMatchObject({ status: 503 });
  await rest.issues.createComment(comment);
  expect(story.repository.comments(1)).toHaveLength(2);
});

test('rate limits say when to come back', async () => {
  await using story = await startStory();
  story.github.fail({
    operation: 'repos/get',
    effect: { kind: 'secondary-rate-limit', retryAfter: 7 },
  });
  story.github.fail({
    operation: 'repos/get',
    nth: 2,
    effect: { kind: 'primary-rate-limit', status: 429, resetsIn: 60 },
  });
  const secondary = await story.request('GET', '');
  expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([403, '7']);
  expect(secondary.body).toMatchObject({
    message: containing('secondary rate limit'),
  });
  const primary = await story.request('GET', '');
  const resets = Date.parse('2026-11-02T09:02:00Z') / 1000;
  expect([
    primary.status,
    primary.headers.get('x-ratelimit-remaining'),
    primary.headers.get('x-ratelimit-reset'),
  ]).toEqual([429, '0', String(resets)]);
});

test('requests in an hour and content in a minute run out by themselves', async () => {
  await using story = await startStory({
    settings: { contentWritesPerMinute: 2, hourlyRequests: 5 },
  });
  const { rest } = story.octokit();
  await rest.issues.createComment(comment);
  await rest.issues.createComment(comment);
  await expect(rest.issues.createComment(comment)).rejects.toMatchObject({
    status: 403,
    response: { headers: { 'retry-after': '60' } },
  });
  story.clock.advance(60_001);
  await rest.issues.createComment(comment);
  await rest.repos.get(story.at);
  await expect(rest.repos.get(story.at)).rejects.toMatchObject({
    status: 403,
    message: containing('rate limit'),
  });
  story.clock.advance(3_600_000);
  await rest.repos.get(story.at);
});

test('a broken connection before the work, and one after it', async () => {
  await using story = await startStory();
  story.github.fail({ operation: 'issues/create-comment', effect: { kind: 'reset' } });
  story.github.fail({
    operation: 'issues/create-comment',
    nth: 2,
    effect: { kind: 'lost-answer' },
  });
  await expect(story.request('POST', '/issues/1/comments', { body: 'a' })).rejects.toThrow(
    'fetch failed',
  );
  expect(story.repository.comments(1)).toHaveLength(0);
  await expect(story.request('POST', '/issues/1/comments', { body: 'b' })).rejects.toThrow(
    'fetch failed',
  );
  expect(story.repository.comments(1).map(({ body }) => body)).toEqual(['b']);
});

test('something happens on GitHub just before a request', async () => {
  await using story = await startStory();
  const run = (): void => void story.repository.merge(story.pull, { by: 'bob' });
  story.github.fail({
    operation: 'graphql/Merged',
    effect: { kind: 'meanwhile', when: 'before', run },
  });
  const query =
    'query Merged { repository(owner: "acme", name: "access") { pullRequest(number: 1) { merged } } }';
  expect((await story.graphql(query)).data).toEqual({
    repository: { pullRequest: { merged: true } },
  });
});

test("a request that GitHub's description does not have is refused and recorded", async () => {
  await using story = await startStory();
  const wrong = await story.request('POST', '/issues/1/comments', { text: 'x' });
  expect([wrong.status, wrong.body]).toEqual([
    422,
    expect.objectContaining({
      errors: ["/ must have required property 'body'", '/text is not described'],
    }),
  ]);
  expect((await story.request('GET', '/issues?stat=open')).status).toBe(400);
  expect((await story.request('GET', '/pulls/first')).status).toBe(400);
  expect((await story.request('GET', '/releases')).status).toBe(404);
  expect(
    story.github.log.invalid.map(({ path }) => path.replace('/repos/acme/access', '')),
  ).toEqual(['/issues/1/comments', '/issues?stat=open', '/pulls/first', '/releases']);
  story.github.settings.strict = false;
  expect((await story.request('GET', '/issues?stat=open')).status).toBe(200);
});

test('an answer GitHub would not give fails the test that got it', async () => {
  const story = await startStory();
  const [status] = [story.repository.state.statuses];
  await story
    .octokit()
    .rest.repos.createCommitStatus({ ...story.at, sha: story.repository.tip(), state: 'success' });
  status[0] = Object.assign({}, status[0], { context: 7 });
  expect((await story.request('GET', `/commits/${story.repository.tip()}/statuses`)).status).toBe(
    500,
  );
  await expect(story.github.close()).rejects.toThrow('/0/context must be string');
});
