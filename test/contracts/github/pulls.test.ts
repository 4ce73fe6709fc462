import { expect, test } from 'vitest';
import { accessFile, startStory } from './start-story.ts';

const pull_number = 1;

test('the test merge has the base tip and the head as parents, and follows a moved base', async () => {
  await using story = await startStory();
  const { repository, pull, at } = story;
  const { rest } = story.octokit();
  const before = await rest.pulls.get({ ...at, pull_number });
  expect(before.data).toMatchObject({
    merged: false,
    mergeable: true,
    mergeable_state: 'clean',
    changed_files: 2,
    commits: 1,
  });
  const sha = before.data.merge_commit_sha ?? '';
  const merge = await rest.git.getCommit({ ...at, commit_sha: sha });
  expect(merge.data.parents.map((parent) => parent.sha)).toEqual([repository.tip(), pull.head.sha]);
  expect((await rest.git.getRef({ ...at, ref: 'pull/1/merge' })).data.object.sha).toBe(sha);

  repository.commit({
    branch: 'main',
    files: { 'README.md': 'moved\n' },
    message: 'Move',
    author: 'bob',
  });
  const after = await rest.pulls.get({ ...at, pull_number });
  expect(after.data.merge_commit_sha).not.toBe(sha);
  const moved = await rest.git.getCommit({ ...at, commit_sha: after.data.merge_commit_sha ?? '' });
  expect(moved.data.parents[0]?.sha).toBe(repository.tip());
  // The base's tip of the time when the head was last pushed; a trap for who takes it for the merge's parent.
  expect(after.data.base.sha).toBe(before.data.base.sha);
});

test('both sides of one file are merged line by line, and a clash leaves the last merge behind', async () => {
  await using story = await startStory();
  const { repository, at } = story;
  const { rest } = story.octokit();
  repository.commit({
    branch: 'main',
    files: { [accessFile]: 'a: 1\nb: 2\nc: 3\nd: 4\ne: 50\n' },
    message: 'e',
    author: 'bob',
  });
  const merged = await rest.pulls.get({ ...at, pull_number });
  const sha = merged.data.merge_commit_sha ?? '';
  expect(repository.read(accessFile, sha)).toBe('a: 10\nb: 2\nc: 3\nd: 4\ne: 50\n');
  repository.commit({
    branch: 'main',
    files: { [accessFile]: 'a: 99\nb: 2\nc: 3\nd: 4\ne: 50\n' },
    message: 'a',
    author: 'bob',
  });
  const clash = await rest.pulls.get({ ...at, pull_number });
  expect(clash.data).toMatchObject({
    mergeable: false,
    mergeable_state: 'dirty',
    merge_commit_sha: sha,
  });
  expect(() => repository.events.pullRequest(story.pull, 'synchronize')).toThrow('conflicts');
});

test('mergeable is null until GitHub has tried the merge', async () => {
  await using story = await startStory({ settings: { mergeableLag: 2, testMerge: 'on-read' } });
  const { rest } = story.octokit();
  const seen: (boolean | null)[] = [];
  for (let n = 0; n < 3; n += 1)
    seen.push((await rest.pulls.get({ ...story.at, pull_number })).data.mergeable);
  expect(seen).toEqual([null, null, true]);
});

test('files, commits and reviews of a pull request', async () => {
  await using story = await startStory();
  const { repository, pull, at } = story;
  const { rest } = story.octokit();
  const files = await rest.pulls.listFiles({ ...at, pull_number });
  expect(files.data.map(({ filename, status }) => [filename, status])).toEqual([
    ['access/new.yaml', 'added'],
    [accessFile, 'modified'],
  ]);
  expect(files.data[1]).toMatchObject({
    additions: 1,
    deletions: 1,
    patch: '@@ -1,1 +1,1 @@\n-a: 1\n+a: 10',
  });
  const commits = await rest.pulls.listCommits({ ...at, pull_number });
  expect(commits.data.map(({ author }) => author?.login)).toEqual(['alice']);
  const review = repository.review(pull, { author: 'bob', state: 'APPROVED', body: 'fine' });
  repository.editReview(review, 'mallory', '/allow everything');
  const reviews = await rest.pulls.listReviews({ ...at, pull_number });
  expect(reviews.data).toMatchObject([
    {
      state: 'APPROVED',
      commit_id: pull.head.sha,
      user: { login: 'bob' },
      body: '/allow everything',
    },
  ]);
});

test.each(['merge', 'squash', 'rebase'] as const)(
  'a %s closes the pull request and is found from its commit',
  async (method) => {
    await using story = await startStory();
    const { repository, pull, at } = story;
    const { rest } = story.octokit();
    repository.commit({
      branch: 'main',
      files: { 'README.md': 'moved\n' },
      message: 'Move',
      author: 'bob',
    });
    const base = repository.tip();
    const push = repository.merge(pull, { by: 'bob', method });
    expect(push).toMatchObject({ before: base, after: repository.tip() });
    const { data } = await rest.git.getCommit({ ...at, commit_sha: push.after });
    expect(data.parents.map(({ sha }) => sha)).toEqual(
      method === 'merge' ? [base, pull.head.sha] : [base],
    );
    expect(data.message).toBe(
      {
        merge: 'Merge pull request #1 from acme/feature\n\nPayments',
        squash: 'Payments (#1)',
        rebase: 'Give payments access',
      }[method],
    );
    expect((await rest.pulls.get({ ...at, pull_number })).data).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: push.after,
      merged_by: { login: 'bob' },
      mergeable: null,
    });
    const found = await rest.repos.listPullRequestsAssociatedWithCommit({
      ...at,
      commit_sha: push.after,
    });
    expect(found.data.map(({ number, merged_at }) => [number, merged_at])).toEqual([
      [1, '2026-11-02T09:01:00Z'],
    ]);
  },
);

test('right after a merge its commit may not lead to the pull request yet', async () => {
  await using story = await startStory({ settings: { associatedPullsLag: 1 } });
  const { after } = story.repository.merge(story.pull, { by: 'bob' });
  const { rest } = story.octokit();
  const ask = async (): Promise<number> =>
    (await rest.repos.listPullRequestsAssociatedWithCommit({ ...story.at, commit_sha: after })).data
      .length;
  expect([await ask(), await ask()]).toEqual([0, 1]);
});

test('a merge queue lands several pull requests in one push', async () => {
  await using story = await startStory();
  const { repository, pull, at } = story;
  repository.commit({
    branch: 'second',
    from: 'main',
    files: { 'access/second.yaml': 'y\n' },
    message: 'Second',
    author: 'carol',
  });
  const second = repository.openPullRequest({ head: 'second', author: 'carol', title: 'Second' });
  const before = repository.tip();
  const groups = repository.queue([pull, second], 'bob');
  const [first, last] = groups;
  if (first === undefined || last === undefined) throw new Error('no groups');
  expect(repository.events.mergeGroup(last)).toMatchObject({
    name: 'merge_group',
    sha: last.head,
    ref: `refs/heads/gh-readonly-queue/main/pr-2-${first.head}`,
  });
  const push = repository.landQueue(groups);
  expect(push).toMatchObject({ before, after: last.head });
  const { rest } = story.octokit();
  const pulls = await rest.pulls.list({
    ...at,
    state: 'closed',
    sort: 'created',
    direction: 'asc',
  });
  expect(pulls.data.map((one) => one.merge_commit_sha)).toEqual(groups.map(({ head }) => head));
});

test('a fork sends a pull request from a repository of its own', async () => {
  await using story = await startStory();
  const fork = story.repository.fork('mallory');
  fork.commit({
    branch: 'evil',
    files: { [accessFile]: 'a: 0\n' },
    message: 'Evil',
    author: 'mallory',
  });
  const pull = story.repository.openPullRequest({
    head: 'evil',
    headRepository: fork,
    author: 'mallory',
    title: 'Trust me',
  });
  const { data } = await story.octokit().rest.pulls.get({ ...story.at, pull_number: pull.number });
  expect(data.head).toMatchObject({
    label: 'mallory:evil',
    repo: { full_name: 'mallory/access', fork: true },
  });
  expect(data).toMatchObject({
    base: { repo: { full_name: 'acme/access' } },
    author_association: 'NONE',
  });
});

test('a landed commit leads to its merged pull request alone, one of a branch also to open ones', async () => {
  await using story = await startStory();
  const { repository, pull, at } = story;
  const { rest } = story.octokit();
  const numbers = async (commit_sha: string): Promise<number[]> =>
    (await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha })).data.map(
      ({ number }) => number,
    );
  repository.commit({
    branch: 'copy',
    from: 'feature',
    files: { x: 'x' },
    message: 'x',
    author: 'carol',
    email: 'c@example.com',
  });
  const copy = repository.openPullRequest({ head: 'copy', author: 'carol', title: 'Copy' });
  expect(await numbers(pull.head.sha)).toEqual([1, 2]);
  repository.merge(pull, { by: 'bob' });
  expect(await numbers(pull.head.sha)).toEqual([1]);
  expect(await numbers(repository.tip())).toEqual([1]);
  // An address GitHub does not know belongs to nobody.
  const commits = await rest.pulls.listCommits({ ...at, pull_number: copy.number });
  expect(commits.data.at(-1)).toMatchObject({
    author: null,
    commit: { author: { email: 'c@example.com' } },
  });
});
