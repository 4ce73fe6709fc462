import { expect, test } from 'vitest';
import { containing, startStory } from './start-story.ts';

const comment = { owner: 'acme', repo: 'access', issue_number: 1, body: 'x' };
const forbidden = {
  status: 403,
  message: containing('Resource not accessible by integration'),
};

test("GITHUB_TOKEN may do what the workflow's permissions say and is told 403 otherwise", async () => {
  await using story = await startStory();
  const { at } = story;
  const reader = story.limited({ contents: 'read' });
  await reader.rest.git.getTree({ ...at, tree_sha: 'main' });
  await expect(reader.rest.issues.createComment(comment)).rejects.toMatchObject(forbidden);
  await expect(reader.rest.pulls.get({ ...at, pull_number: 1 })).rejects.toMatchObject(forbidden);
  const commenter = story.limited({ 'pull-requests': 'write' });
  await commenter.rest.issues.createComment(comment);
  await expect(commenter.rest.issues.create({ ...at, title: 'Drift' })).rejects.toMatchObject(
    forbidden,
  );
  const sha = story.repository.tip();
  await expect(
    commenter.rest.repos.createCommitStatus({ ...at, sha, state: 'success' }),
  ).rejects.toMatchObject(forbidden);
  await story
    .limited({ statuses: 'write' })
    .rest.repos.createCommitStatus({ ...at, sha, state: 'success' });
});

test('commenting on a pull request takes either permission, on an issue its own', async () => {
  await using story = await startStory();
  const { number } = story.repository.openIssue({ title: 'x', author: 'bob' });
  await story.limited({ issues: 'write' }).rest.issues.createComment(comment);
  const pulls = story.limited({ 'pull-requests': 'write' });
  await expect(
    pulls.rest.issues.createComment({ ...comment, issue_number: number }),
  ).rejects.toMatchObject(forbidden);
});

test("a repository's comments take either permission, and show what that one opens", async () => {
  await using story = await startStory();
  const { number } = story.repository.openIssue({ title: 'x', author: 'bob' });
  story.repository.comment(1, 'alice', 'on a pull request');
  story.repository.comment(number, 'alice', 'on an issue');
  const bodies = async ({ rest }: ReturnType<typeof story.limited>) => {
    const { data } = await rest.issues.listCommentsForRepo(story.at);
    return data.map(({ body }) => body);
  };
  const both = ['on a pull request', 'on an issue'];
  expect(await bodies(story.limited({ issues: 'read' }))).toEqual(both);
  expect(await bodies(story.limited({ 'pull-requests': 'write' }))).toEqual(both.slice(0, 1));
  expect(await bodies(story.octokit(story.github.personalToken('carol')))).toEqual(both);
  const other = story.limited({ contents: 'write', statuses: 'write' });
  await expect(bodies(other)).rejects.toMatchObject(forbidden);
  const stranger = story.octokit(story.github.personalToken('mallory'));
  await expect(bodies(stranger)).rejects.toMatchObject({ status: 404 });
});

test('an installation is nobody at GET /user, a person is themselves', async () => {
  await using story = await startStory();
  await expect(story.octokit().rest.users.getAuthenticated()).rejects.toMatchObject(forbidden);
  const bob = story.octokit(story.github.personalToken('bob'));
  expect((await bob.rest.users.getAuthenticated()).data.login).toBe('bob');
  const app = story.octokit(story.github.appToken('reconciler', story.repository));
  expect((await app.rest.issues.createComment(comment)).data.user?.login).toBe('reconciler[bot]');
});

test('a private repository is not there for strangers, and a wrong token is 401', async () => {
  await using story = await startStory();
  const stranger = story.octokit(story.github.personalToken('mallory'));
  await expect(stranger.rest.repos.get(story.at)).rejects.toMatchObject({ status: 404 });
  await expect(story.octokit('ghs_wrong').rest.repos.get(story.at)).rejects.toMatchObject({
    status: 401,
  });
  const reader = story.octokit(story.github.personalToken('carol'));
  await reader.rest.issues.createComment(comment);
  const sha = story.repository.tip();
  await expect(
    reader.rest.repos.createCommitStatus({ ...story.at, sha, state: 'success' }),
  ).rejects.toMatchObject({ status: 403 });
});

test('what is public may be read with any token, and written only with a right to', async () => {
  await using story = await startStory();
  const open = story.github.createRepository({
    owner: 'acme',
    name: 'open',
    private: false,
    files: { a: 'a' },
  });
  const { rest } = story.limited({});
  const at = { owner: 'acme', repo: 'open' };
  expect((await rest.repos.get(at)).data).toMatchObject({ private: false, visibility: 'public' });
  await rest.git.getTree({ ...at, tree_sha: 'main' });
  await expect(
    rest.repos.createCommitStatus({ ...at, sha: open.tip(), state: 'success' }),
  ).rejects.toMatchObject(forbidden);
});

test('the permission of a collaborator in the old words, the role beside it', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const level = async (username: string): Promise<string> => {
    const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...story.at, username });
    return `${data.permission} ${data.role_name}`;
  };
  story.github.personalToken('mallory');
  expect([
    await level('alice'),
    await level('bob'),
    await level('carol'),
    await level('mallory'),
  ]).toEqual(['write write', 'write maintain', 'read read', 'none none']);
});
