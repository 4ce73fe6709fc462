import { expect, test } from 'vitest';
import { accessFile, startStory } from './start-story.ts';

const writer = { contents: 'write', 'pull-requests': 'write' } as const;

test('a commit is made of a tree over another, and a branch and its pull request of that', async () => {
  await using story = await startStory();
  const { rest } = story.limited(writer);
  const parent = story.repository.tip();
  const before = await rest.git.getCommit({ ...story.at, commit_sha: parent });
  const tree = await rest.git.createTree({
    ...story.at,
    base_tree: before.data.tree.sha,
    tree: [
      { path: accessFile, mode: '100644', type: 'blob', content: 'a: 2\n' },
      { path: 'README.md', mode: '100644', type: 'blob', sha: null },
    ],
  });
  const commit = await rest.git.createCommit({
    ...story.at,
    message: 'Keep it',
    tree: tree.data.sha,
    parents: [parent],
  });
  expect(commit.data).toMatchObject({
    author: { name: 'github-actions[bot]' },
    committer: { name: 'GitHub' },
  });
  const { sha } = commit.data;
  await rest.git.createRef({ ...story.at, ref: 'refs/heads/keep/it', sha });
  expect(story.repository.read(accessFile, 'keep/it')).toBe('a: 2\n');
  expect(story.repository.read('README.md', 'keep/it')).toBeUndefined();
  const opened = await rest.pulls.create({
    ...story.at,
    head: 'keep/it',
    base: 'main',
    title: 'Keep it',
    body: 'because',
  });
  expect(opened.data).toMatchObject({ state: 'open', user: { login: 'github-actions[bot]' } });
  const listed = await rest.pulls.list({ ...story.at, head: 'acme:keep/it' });
  expect(listed.data.map(({ number }) => number)).toEqual([opened.data.number]);
  await expect(
    rest.pulls.create({ ...story.at, head: 'keep/it', base: 'main', title: 'Again' }),
  ).rejects.toMatchObject({ status: 422 });
});

test('a branch moves backwards only by force, and takes its pull request with it when it goes', async () => {
  await using story = await startStory();
  const { rest } = story.limited(writer);
  const ref = 'heads/feature';
  const sha = story.repository.tip();
  await expect(rest.git.updateRef({ ...story.at, ref, sha })).rejects.toMatchObject({
    status: 422,
  });
  await rest.git.updateRef({ ...story.at, ref, sha, force: true });
  expect(story.repository.tip('feature')).toBe(sha);
  await rest.git.deleteRef({ ...story.at, ref });
  expect(story.pull.state).toBe('closed');
  await expect(rest.git.deleteRef({ ...story.at, ref })).rejects.toMatchObject({ status: 422 });
});

test('names that git refuses, trees that are not there and paths that lead out make nothing', async () => {
  await using story = await startStory();
  const { rest } = story.limited(writer);
  const sha = story.repository.tip();
  for (const ref of ['refs/heads/a..b', 'refs/heads/a.lock', 'main', 'refs/heads/main']) {
    await expect(rest.git.createRef({ ...story.at, ref, sha })).rejects.toMatchObject({
      status: 422,
    });
  }
  for (const path of ['../x', '/x', '.git/config']) {
    const tree = [{ path, mode: '100644', type: 'blob', content: 'x' } as const];
    await expect(rest.git.createTree({ ...story.at, tree })).rejects.toMatchObject({ status: 422 });
  }
  const base_tree = '0'.repeat(40);
  const tree = [{ path: 'x', mode: '100644', type: 'blob', content: 'x' } as const];
  await expect(rest.git.createTree({ ...story.at, base_tree, tree })).rejects.toMatchObject({
    status: 422,
  });
});

test('each of it needs its permission, and opening a pull request the repository’s leave too', async () => {
  await using story = await startStory();
  const reader = story.limited({ contents: 'read', 'pull-requests': 'write' });
  const sha = story.repository.tip();
  await expect(
    reader.rest.git.createRef({ ...story.at, ref: 'refs/heads/x', sha }),
  ).rejects.toMatchObject({ status: 403 });
  story.repository.commit({ branch: 'x', files: { x: '1' }, message: 'x', author: 'alice' });
  story.github.world.settings.actionsMayOpenPullRequests = false;
  const asked = { ...story.at, head: 'x', base: 'main', title: 'x' };
  await expect(reader.rest.pulls.create(asked)).rejects.toThrow(
    'GitHub Actions is not permitted to create or approve pull requests',
  );
  story.repository.addCollaborator('alice', 'write');
  const alice = story.octokit(story.github.personalToken('alice', writer));
  expect((await alice.rest.pulls.create(asked)).data.user.login).toBe('alice');
});
