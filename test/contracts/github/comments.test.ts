import { expect, test } from 'vitest';
import { containing, startStory } from './start-story.ts';

const issue = { owner: 'acme', repo: 'access', issue_number: 1 };

test('a bot comments as github-actions[bot], and a change moves updated_at alone', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const created = await rest.issues.createComment({ ...issue, body: 'plan' });
  expect(created.data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
  expect(created.data.performed_via_github_app?.slug).toBe('github-actions');
  expect(created.data.html_url).toBe(
    `https://github.com/acme/access/pull/1#issuecomment-${created.data.id}`,
  );
  story.clock.advance(10_000);
  const comment_id = created.data.id;
  await rest.issues.updateComment({ ...story.at, comment_id, body: 'plan 2' });
  const read = await rest.issues.getComment({ ...story.at, comment_id });
  expect(read.data).toMatchObject({
    body: 'plan 2',
    created_at: '2026-11-02T09:01:00Z',
    updated_at: '2026-11-02T09:01:10Z',
  });
  await rest.issues.deleteComment({ ...story.at, comment_id });
  await expect(rest.issues.getComment({ ...story.at, comment_id })).rejects.toMatchObject({
    status: 404,
  });
});

test('comments come oldest first, thirty a page, and the link leads through the repository id', async () => {
  await using story = await startStory();
  for (let n = 1; n <= 65; n += 1) story.repository.comment(1, 'alice', `comment ${n}`);
  const octokit = story.octokit();
  const first = await octokit.rest.issues.listComments(issue);
  expect(first.data).toHaveLength(30);
  expect(first.data[0]?.body).toBe('comment 1');
  expect(first.headers.link).toContain(
    `/repositories/${story.repository.state.id}/issues/1/comments?page=2>; rel="next"`,
  );
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...issue, per_page: 20 });
  expect(all.map(({ body }) => body)).toEqual(
    Array.from({ length: 65 }, (_, n) => `comment ${n + 1}`),
  );
});

test('a comment over the limit is refused with the message GitHub gives', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  await rest.issues.createComment({ ...issue, body: '🦀'.repeat(65_536) });
  await expect(
    rest.issues.createComment({ ...issue, body: 'x'.repeat(65_537) }),
  ).rejects.toMatchObject({
    status: 422,
    message: containing('Body is too long (maximum is 65536 characters)'),
  });
  await expect(rest.issues.createComment({ ...issue, body: ' ' })).rejects.toMatchObject({
    status: 422,
  });
});

test('the characters limit can be lifted, and the limit in bytes remains', async () => {
  await using story = await startStory({ settings: { commentCharacters: 1_000_000 } });
  const { rest } = story.octokit();
  await rest.issues.createComment({ ...issue, body: 'x'.repeat(262_144) });
  await expect(
    rest.issues.createComment({ ...issue, body: 'x'.repeat(262_145) }),
  ).rejects.toMatchObject({ status: 422 });
});

test('an over-long body of an issue is answered with 200 and not kept', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { data } = await rest.issues.create({ ...story.at, title: 'drift', body: 'old' });
  const target = { ...story.at, issue_number: data.number };
  expect((await rest.issues.update({ ...target, body: 'x'.repeat(65_537) })).status).toBe(200);
  expect((await rest.issues.get(target)).data.body).toBe('old');
});

test("a repository's comments, of issues and pull requests, come by id, by creation or by change", async () => {
  await using story = await startStory();
  const { repository, clock } = story;
  const { rest } = story.octokit();
  const { number } = repository.openIssue({ title: 'Drift', author: 'bob' });
  const written = ['a', 'b', 'c', 'd'].map((body, index) => {
    clock.advance(10_000);
    return repository.comment(index % 2 === 0 ? 1 : number, 'alice', body);
  });
  clock.advance(10_000);
  for (const one of written.slice(0, 1)) repository.editComment(one, 'bob', 'a, edited');
  const bodies = async (asked: {
    sort?: 'created' | 'updated';
    direction?: 'asc' | 'desc';
    since?: string;
  }) => {
    const { data } = await rest.issues.listCommentsForRepo({ ...story.at, ...asked });
    return data.map(({ body }) => body?.slice(0, 1)).join('');
  };
  expect(await bodies({})).toBe('abcd');
  // The direction alone is ignored.
  expect(await bodies({ direction: 'desc' })).toBe('abcd');
  expect(await bodies({ sort: 'created', direction: 'desc' })).toBe('dcba');
  expect(await bodies({ sort: 'updated', direction: 'asc' })).toBe('bcda');
  expect(await bodies({ sort: 'updated', direction: 'desc' })).toBe('adcb');
  const since = (await rest.issues.listCommentsForRepo(story.at)).data.at(-1)?.updated_at ?? '';
  expect(await bodies({ since })).toBe('ad');
  const { data } = await rest.issues.listCommentsForRepo(story.at);
  expect(data.map(({ issue_url, html_url }) => [issue_url, html_url.split('#')[0]])[1]).toEqual([
    `${story.github.url}/repos/acme/access/issues/${number}`,
    `https://github.com/acme/access/issues/${number}`,
  ]);
  expect(story.github.log.invalid).toEqual([]);
});

test("a repository's comments are thirty a page, a hundred at the most, linked through its id", async () => {
  await using story = await startStory();
  for (let n = 1; n <= 130; n += 1) story.repository.comment(1, 'alice', `comment ${n}`);
  const octokit = story.octokit();
  const { listCommentsForRepo } = octokit.rest.issues;
  expect((await listCommentsForRepo(story.at)).data).toHaveLength(30);
  const asked = { ...story.at, sort: 'updated', direction: 'desc', per_page: 101 } as const;
  const first = await listCommentsForRepo(asked);
  expect(first.data).toHaveLength(100);
  expect(first.data[0]?.body).toBe('comment 130');
  const next = `/repositories/${story.repository.state.id}/issues/comments?`;
  expect(first.headers.link).toContain(next);
  expect(first.headers.link).toContain('sort=updated');
  expect(first.headers.link).toContain('page=2>; rel="next"');
  const second = await listCommentsForRepo({ ...asked, page: 2 });
  expect(second.data).toHaveLength(30);
  expect(second.headers.link).not.toContain('rel="next"');
  expect(await octokit.paginate(listCommentsForRepo, { ...story.at, per_page: 50 })).toHaveLength(
    130,
  );
});

test('how comments are sorted is held to the description', async () => {
  await using story = await startStory();
  for (const query of ['sort=comments', 'sort=updated&direction=down', 'since=yesterday'])
    expect((await story.request('GET', `/issues/comments?${query}`)).status).toBe(400);
  expect(story.github.log.invalid).toHaveLength(3);
});
