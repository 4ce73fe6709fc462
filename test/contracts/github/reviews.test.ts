import { expect, test } from 'vitest';
import { startStory } from './start-story.ts';

test('a review says who, of which commit, when, and whether it was dismissed', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const { rest } = story.octokit();
  const review = repository.review(pull, { author: 'bob', state: 'APPROVED', body: 'fine' });
  const reviewed = pull.head.sha;
  repository.commit({ branch: 'feature', files: { a: 'a' }, message: 'more', author: 'alice' });
  const list = async () => (await rest.pulls.listReviews({ ...story.at, pull_number: 1 })).data;
  expect(await list()).toMatchObject([
    {
      user: { login: 'bob', type: 'User' },
      state: 'APPROVED',
      body: 'fine',
      commit_id: reviewed,
      submitted_at: '2026-11-02T09:01:00Z',
    },
  ]);
  repository.dismissReview(review);
  expect(await list()).toMatchObject([{ state: 'DISMISSED', body: 'fine' }]);
});

const edits = `query Edits($id: ID!) { node(id: $id) { ... on Comment {
  lastEditedAt editor { login } userContentEdits(first: 10) { nodes { editedAt editor { login } } }
} } }`;

test('the edits of a review are told as those of a comment are', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const review = repository.review(pull, { author: 'bob', state: 'APPROVED', body: 'fine' });
  const { data } = await story.octokit().rest.pulls.listReviews({ ...story.at, pull_number: 1 });
  const node = { id: data[0]?.node_id };
  expect((await story.graphql(edits, node)).data).toEqual({
    node: { lastEditedAt: null, editor: null, userContentEdits: { nodes: [] } },
  });
  story.clock.advance(5000);
  repository.editReview(review, 'carol', '/allow');
  expect((await story.graphql(edits, node)).data).toEqual({
    node: {
      lastEditedAt: '2026-11-02T09:01:05Z',
      editor: { login: 'carol' },
      userContentEdits: {
        nodes: [
          { editedAt: '2026-11-02T09:01:05Z', editor: { login: 'carol' } },
          { editedAt: '2026-11-02T09:01:00Z', editor: { login: 'bob' } },
        ],
      },
    },
  });
});

test('who has a role in a repository is told on the scale of four', async () => {
  await using story = await startStory();
  const { rest } = story.limited({});
  const told = async (username: string) =>
    (await rest.repos.getCollaboratorPermissionLevel({ ...story.at, username })).data;
  story.repository.addCollaborator('tess', 'triage');
  story.repository.openIssue({ title: 'Hello', author: 'mallory' });
  expect(await told('bob')).toMatchObject({ permission: 'write', role_name: 'maintain' });
  expect(await told('alice')).toMatchObject({ permission: 'write' });
  expect(await told('carol')).toMatchObject({ permission: 'read' });
  expect(await told('tess')).toMatchObject({ permission: 'read', role_name: 'triage' });
  expect(await told('mallory')).toMatchObject({ permission: 'none' });
  await expect(told('nobody')).rejects.toMatchObject({ status: 404 });
});

const people = `query People($after: String) { repository(owner: "acme", name: "access") {
  pullRequest(number: 1) { commits(first: 1, after: $after) {
    totalCount
    nodes { commit { authors(first: 5) { nodes { email user { login } } } committer { user { login } } } }
    pageInfo { hasNextPage endCursor }
  } }
} }`;

test('a commit tells its author, co-authors and committer, as far as GitHub knows them', async () => {
  await using story = await startStory();
  const { repository, github } = story;
  const bob = github.world.addAccount('bob').email;
  repository.commit({
    branch: 'feature',
    files: { a: 'a' },
    message: `more\n\nCo-authored-by: Bob <${bob}>\nCo-authored-by: Eve <eve@example.com>`,
    author: 'alice',
    committer: { name: 'GitHub', email: 'noreply@github.com' },
  });
  const first = await story.graphql(people);
  expect(first.data).toMatchObject({
    repository: { pullRequest: { commits: { totalCount: 2, pageInfo: { hasNextPage: true } } } },
  });
  const second = await story.graphql(people, { after: 'Y3Vyc29yOnYyOjA=' });
  expect(second.data).toMatchObject({
    repository: {
      pullRequest: {
        commits: {
          nodes: [
            {
              commit: {
                authors: {
                  nodes: [
                    { user: { login: 'alice' } },
                    { user: { login: 'bob' } },
                    { email: 'eve@example.com', user: null },
                  ],
                },
                committer: { user: { login: 'web-flow' } },
              },
            },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
    },
  });
});
