import { expect, test } from 'vitest';
import { startStory } from './start-story.ts';

test('statuses are listed newest first with who made them, and combined by context', async () => {
  await using story = await startStory();
  const { at } = story;
  const octokit = story.octokit();
  const sha = story.repository.tip();
  const other = story.octokit(story.github.personalToken('bob'));
  for (const state of ['pending', 'failure', 'success'] as const)
    await octokit.rest.repos.createCommitStatus({
      ...at,
      sha,
      state,
      context: 'identity-center',
      description: state,
    });
  await other.rest.repos.createCommitStatus({ ...at, sha, state: 'success', context: 'lint' });
  const listed = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, {
    ...at,
    ref: sha,
    per_page: 3,
  });
  expect(
    listed.map(({ context, state, creator }) => `${context} ${state} ${creator?.login}`),
  ).toEqual([
    'lint success bob',
    'identity-center success github-actions[bot]',
    'identity-center failure github-actions[bot]',
    'identity-center pending github-actions[bot]',
  ]);
  const combined = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: 'main' });
  expect(combined.data).toMatchObject({ state: 'success', total_count: 2, sha });
});

test('a status wants a whole commit id and a short description', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const status = { ...story.at, state: 'success', context: 'x' } as const;
  await expect(
    rest.repos.createCommitStatus({ ...status, sha: 'a'.repeat(40) }),
  ).rejects.toMatchObject({ status: 422 });
  const long = { ...status, sha: story.repository.tip(), description: 'x'.repeat(141) };
  await expect(rest.repos.createCommitStatus(long)).rejects.toMatchObject({ status: 422 });
});
