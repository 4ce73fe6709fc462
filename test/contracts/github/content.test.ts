import { expect, test } from 'vitest';
import { accessFile, startStory } from './start-story.ts';

test('a file read by tree and blob, by contents, and raw, is the same', async () => {
  await using story = await startStory();
  const { repository, at } = story;
  const { rest } = story.octokit();
  const tree = await rest.git.getTree({
    ...at,
    tree_sha: repository.tip('feature'),
    recursive: 'true',
  });
  expect(tree.data.tree.map(({ path, type, mode }) => [path, type, mode])).toEqual([
    ['README.md', 'blob', '100644'],
    ['access', 'tree', '040000'],
    ['access/new.yaml', 'blob', '100644'],
    [accessFile, 'blob', '100644'],
  ]);
  expect(tree.data.truncated).toBe(false);
  const file_sha = tree.data.tree.at(-1)?.sha ?? '';
  const blob = await rest.git.getBlob({ ...at, file_sha });
  const text = Buffer.from(blob.data.content, 'base64').toString();
  expect(text).toBe(repository.read(accessFile, 'feature'));
  const content = await rest.repos.getContent({ ...at, path: accessFile, ref: 'feature' });
  expect(content.data).toMatchObject({
    sha: file_sha,
    type: 'file',
    encoding: 'base64',
    size: text.length,
  });
  const raw = await rest.repos.getContent({
    ...at,
    path: accessFile,
    ref: 'feature',
    mediaType: { format: 'raw' },
  });
  expect(raw.data).toBe(text);
  const folder = await rest.repos.getContent({ ...at, path: 'access' });
  expect(folder.data).toMatchObject([{ path: accessFile, type: 'file' }]);
});

test('symbolic links and executables keep their mode', async () => {
  await using story = await startStory();
  const files = {
    'access/link.yaml': { content: '../README.md', mode: '120000' },
    'run.sh': { content: '#!\n', mode: '100755' },
  } as const;
  const tree_sha = story.repository.commit({
    branch: 'links',
    files,
    message: 'Link',
    author: 'alice',
  });
  const { rest } = story.octokit();
  const { data } = await rest.git.getTree({ ...story.at, tree_sha, recursive: '1' });
  expect(data.tree.map(({ path, mode }) => `${mode} ${path}`)).toEqual(
    expect.arrayContaining(['120000 access/link.yaml', '100755 run.sh']),
  );
  const link = await rest.repos.getContent({ ...story.at, path: 'access/link.yaml', ref: 'links' });
  expect(link.data).toMatchObject({ type: 'symlink', target: '../README.md' });
});

test('a large tree comes back cut, and a large file without its content', async () => {
  await using story = await startStory({ settings: { treeEntries: 2 } });
  const { repository, at } = story;
  repository.commit({
    branch: 'main',
    files: { 'big.json': 'x'.repeat(1_048_577) },
    message: 'Big',
    author: 'bob',
  });
  const { rest } = story.octokit();
  const tree = await rest.git.getTree({ ...at, tree_sha: 'main', recursive: '1' });
  expect([tree.data.tree.length, tree.data.truncated]).toEqual([2, true]);
  const { data } = await rest.repos.getContent({ ...at, path: 'big.json' });
  expect(data).toMatchObject({ encoding: 'none', content: '', size: 1_048_577 });
});

test('history of a path follows the parent that has it, and pages', async () => {
  await using story = await startStory();
  const { repository, pull, at } = story;
  for (let n = 0; n < 3; n += 1) {
    story.clock.advance(1000);
    repository.commit({
      branch: 'main',
      files: { 'README.md': `${n}\n` },
      message: `README ${n}`,
      author: 'bob',
    });
  }
  story.clock.advance(1000);
  const push = repository.merge(pull, { by: 'bob' });
  const octokit = story.octokit();
  const all = await octokit.paginate(octokit.rest.repos.listCommits, { ...at, per_page: 2 });
  expect(all.map(({ commit }) => commit.message.split('\n')[0])).toEqual([
    'Merge pull request #1 from acme/feature',
    'README 2',
    'README 1',
    'README 0',
    'Give payments access',
    'Begin',
  ]);
  const access = await octokit.rest.repos.listCommits({ ...at, sha: push.after, path: 'access' });
  expect(access.data.map(({ commit }) => commit.message)).toEqual([
    'Give payments access',
    'Begin',
  ]);
});

test('a commit, a branch and a comparison', async () => {
  await using story = await startStory();
  const { repository, at } = story;
  const { rest } = story.octokit();
  const commit = await rest.repos.getCommit({ ...at, ref: 'feature' });
  expect(commit.data).toMatchObject({
    sha: repository.tip('feature'),
    author: { login: 'alice' },
    stats: { additions: 2, deletions: 1 },
  });
  expect((await rest.repos.getBranch({ ...at, branch: 'feature' })).data.commit.sha).toBe(
    commit.data.sha,
  );
  repository.commit({ branch: 'main', files: { 'README.md': 'x\n' }, message: 'x', author: 'bob' });
  const compared = await rest.repos.compareCommitsWithBasehead({
    ...at,
    basehead: 'main...feature',
  });
  expect(compared.data).toMatchObject({
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
    total_commits: 1,
  });
  expect(compared.data.files?.map(({ filename }) => filename)).toEqual([
    'access/new.yaml',
    accessFile,
  ]);
  await expect(rest.repos.getCommit({ ...at, ref: 'a'.repeat(40) })).rejects.toMatchObject({
    status: 422,
  });
  const refs = await rest.git.listMatchingRefs({ ...at, ref: 'pull/1/' });
  expect(refs.data.map(({ ref }) => ref)).toEqual(['refs/pull/1/head', 'refs/pull/1/merge']);
});
