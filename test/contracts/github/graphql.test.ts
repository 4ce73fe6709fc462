import { expect, test } from 'vitest';
import { accessFile, startStory } from './start-story.ts';

const edits = `query Edits($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment {
  databaseId fullDatabaseId body viewerDidAuthor includesCreatedEdit lastEditedAt
  author { __typename login } editor { login }
  userContentEdits(first: 10) { totalCount nodes { editedAt diff editor { __typename login } } pageInfo { hasNextPage } }
} } }`;

test('a comment nobody edited has no edits; after one there are two, the creation last', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { data } = await rest.issues.createComment({ ...story.at, issue_number: 1, body: 'plan' });
  const untouched = await story.graphql(edits, { ids: [data.node_id] });
  expect(untouched.data).toMatchObject({
    nodes: [
      {
        databaseId: null,
        fullDatabaseId: String(data.id),
        author: { __typename: 'Bot', login: 'github-actions' },
        viewerDidAuthor: true,
        includesCreatedEdit: false,
        editor: null,
        userContentEdits: { totalCount: 0, nodes: [] },
      },
    ],
  });
  story.clock.advance(5000);
  const bob = story.octokit(story.github.personalToken('bob'));
  await bob.rest.issues.updateComment({ ...story.at, comment_id: data.id, body: 'forged' });
  const forged = await story.graphql(edits, { ids: [data.node_id] });
  expect(forged.data).toMatchObject({
    nodes: [
      {
        body: 'forged',
        author: { login: 'github-actions' },
        editor: { login: 'bob' },
        includesCreatedEdit: true,
        lastEditedAt: '2026-11-02T09:01:05Z',
        userContentEdits: {
          totalCount: 2,
          nodes: [
            {
              editedAt: '2026-11-02T09:01:05Z',
              diff: 'forged',
              editor: { __typename: 'User', login: 'bob' },
            },
            {
              editedAt: '2026-11-02T09:01:00Z',
              diff: 'plan',
              editor: { __typename: 'Bot', login: 'github-actions' },
            },
          ],
        },
      },
    ],
  });
});

test('saving the same text again is no edit', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { data } = await rest.issues.createComment({ ...story.at, issue_number: 1, body: 'plan' });
  await rest.issues.updateComment({ ...story.at, comment_id: data.id, body: 'plan' });
  expect((await story.graphql(edits, { ids: [data.node_id] })).data).toMatchObject({
    nodes: [{ includesCreatedEdit: false }],
  });
});

test('viewer names the token, a bot with its brackets', async () => {
  await using story = await startStory();
  const query = '{ viewer { login } }';
  expect((await story.graphql(query)).data).toEqual({ viewer: { login: 'github-actions[bot]' } });
  expect((await story.graphql(query, {}, story.github.personalToken('bob'))).data).toEqual({
    viewer: { login: 'bob' },
  });
});

test('a pull request, its merge, reviews and history', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const review = repository.review(pull, { author: 'bob', state: 'APPROVED', body: 'ok' });
  const query = `{ repository(owner: "acme", name: "access") {
    defaultBranchRef { name target { oid ... on Commit { history(first: 1, path: "access") { nodes { messageHeadline } } } } }
    pullRequest(number: 1) {
      state merged mergedAt mergeable headRefOid mergeCommit { oid } potentialMergeCommit { parents(first: 2) { nodes { oid } } }
      author { login } reviews(first: 5, states: [APPROVED]) { nodes { fullDatabaseId state author { login } commit { oid } } }
      commits(first: 5) { nodes { commit { author { user { login } } } } }
    } } }`;
  const before = await story.graphql(query);
  expect(before.data).toMatchObject({
    repository: {
      pullRequest: {
        state: 'OPEN',
        mergeable: 'MERGEABLE',
        potentialMergeCommit: {
          parents: { nodes: [{ oid: repository.tip() }, { oid: pull.head.sha }] },
        },
        reviews: {
          nodes: [
            {
              fullDatabaseId: String(review.id),
              state: 'APPROVED',
              author: { login: 'bob' },
              commit: { oid: pull.head.sha },
            },
          ],
        },
        commits: { nodes: [{ commit: { author: { user: { login: 'alice' } } } }] },
      },
    },
  });
  const push = repository.merge(pull, { by: 'bob', method: 'squash' });
  const after = await story.graphql(query);
  expect(after.data).toMatchObject({
    repository: {
      defaultBranchRef: {
        name: 'main',
        target: { oid: push.after, history: { nodes: [{ messageHeadline: 'Payments (#1)' }] } },
      },
      pullRequest: {
        state: 'MERGED',
        merged: true,
        mergeCommit: { oid: push.after },
        mergedAt: '2026-11-02T09:01:00Z',
      },
    },
  });
});

test('statuses and pull requests of a commit', async () => {
  await using story = await startStory();
  const { after: sha } = story.repository.merge(story.pull, { by: 'bob' });
  const { rest } = story.octokit();
  for (const state of ['failure', 'success'] as const)
    await rest.repos.createCommitStatus({ ...story.at, sha, state, context: 'apply' });
  const query = `query ($sha: GitObjectID!) { repository(owner: "acme", name: "access") { object(oid: $sha) { ... on Commit {
    status { state contexts { context state creator { login } } } associatedPullRequests(first: 2) { nodes { number } } } } } }`;
  expect((await story.graphql(query, { sha })).data).toMatchObject({
    repository: {
      object: {
        status: {
          state: 'SUCCESS',
          contexts: [{ context: 'apply', state: 'SUCCESS', creator: { login: 'github-actions' } }],
        },
        associatedPullRequests: { nodes: [{ number: 1 }] },
      },
    },
  });
});

test('comments page by cursor, and the size of a page has to be said', async () => {
  await using story = await startStory();
  for (let n = 1; n <= 3; n += 1) story.repository.comment(1, 'alice', `${n}`);
  const query = `query ($first: Int, $after: String) { repository(owner: "acme", name: "access") { pullRequest(number: 1) {
    comments(first: $first, after: $after) { totalCount nodes { body } pageInfo { hasNextPage endCursor } } } } }`;
  const first = await story.graphql(query, { first: 2 });
  expect(first.data).toMatchObject({
    repository: {
      pullRequest: {
        comments: {
          totalCount: 3,
          nodes: [{ body: '1' }, { body: '2' }],
          pageInfo: { hasNextPage: true },
        },
      },
    },
  });
  const second = await story.graphql(query, {
    first: 2,
    after: Buffer.from('cursor:v2:1').toString('base64'),
  });
  expect(second.data).toMatchObject({
    repository: {
      pullRequest: { comments: { nodes: [{ body: '3' }], pageInfo: { hasNextPage: false } } },
    },
  });
  expect((await story.graphql(query)).errors).toMatchObject([
    { type: 'MISSING_PAGINATION_BOUNDARIES', path: ['repository', 'pullRequest', 'comments'] },
  ]);
  expect((await story.graphql(query, { first: 101 })).errors).toMatchObject([
    { type: 'EXCESSIVE_PAGINATION' },
  ]);
});

test('what is missing or forbidden is an error beside an empty field', async () => {
  await using story = await startStory();
  const query = '{ repository(owner: "acme", name: "access") { pullRequest(number: 9) { id } } }';
  expect(await story.graphql(query)).toMatchObject({
    data: { repository: { pullRequest: null } },
    errors: [{ type: 'NOT_FOUND' }],
  });
  const reader = story.github.jobToken(story.repository, { contents: 'read' });
  expect((await story.graphql(query, {}, reader)).errors).toMatchObject([
    { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
  ]);
  expect(
    (await story.graphql('{ repository(owner: "acme", name: "none") { id } }')).errors,
  ).toMatchObject([{ type: 'NOT_FOUND' }]);
});

test('a comment is minimized, and what the public schema lacks is recorded', async () => {
  await using story = await startStory();
  const { rest } = story.octokit();
  const { data } = await rest.issues.createComment({ ...story.at, issue_number: 1, body: 'old' });
  const mutation =
    'mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized minimizedReason } } }';
  expect((await story.graphql(mutation, { id: data.node_id })).data).toEqual({
    minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'outdated' } },
  });
  await story.graphql('{ viewer { nickname } }');
  expect(story.github.log.invalid.map(({ problems }) => problems)).toEqual([
    ['Cannot query field "nickname" on type "User". Did you mean "name"?'],
  ]);
});

test('a deleted revision keeps its place and its editor, and loses its text', async () => {
  await using story = await startStory();
  const comment = story.repository.comment(1, 'alice', 'one');
  story.repository.editComment(comment, 'mallory', 'two');
  const [, forged] = comment.edits;
  if (forged === undefined) throw new Error('no edit');
  story.repository.deleteEdit(comment, forged, 'mallory');
  const query = `{ repository(owner: "acme", name: "access") { pullRequest(number: 1) { comments(first: 1) { nodes {
    userContentEdits(first: 5) { nodes { diff deletedAt editor { login } deletedBy { login } } } } } } } }`;
  expect((await story.graphql(query)).data).toMatchObject({
    repository: {
      pullRequest: {
        comments: {
          nodes: [
            {
              userContentEdits: {
                nodes: [
                  {
                    diff: null,
                    deletedAt: '2026-11-02T09:01:00Z',
                    editor: { login: 'mallory' },
                    deletedBy: { login: 'mallory' },
                  },
                  { diff: 'one', deletedAt: null },
                ],
              },
            },
          ],
        },
      },
    },
  });
});

test('a blame names the commit of each range of lines, through a merge, with its pull request', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const [first, changed] = [repository.tip(), pull.head.sha];
  story.clock.advance(60_000);
  const { after } = repository.merge(pull, { by: 'bob', method: 'merge' });
  const query = `query Blame($commit: GitObjectID!, $path: String!) {
    repository(owner: "acme", name: "access") { object(oid: $commit) { ... on Commit {
      blame(path: $path) { ranges { startingLine endingLine commit {
        oid associatedPullRequests(first: 1) { nodes { number } }
      } } }
    } } }
  }`;
  expect((await story.graphql(query, { commit: after, path: accessFile })).data).toEqual({
    repository: {
      object: {
        blame: {
          ranges: [
            {
              startingLine: 1,
              endingLine: 1,
              commit: { oid: changed, associatedPullRequests: { nodes: [{ number: 1 }] } },
            },
            {
              startingLine: 2,
              endingLine: 5,
              commit: { oid: first, associatedPullRequests: { nodes: [] } },
            },
          ],
        },
      },
    },
  });
  const missing = await story.graphql(query, { commit: after, path: 'access/none.yaml' });
  expect(missing.errors).toMatchObject([{ type: 'NOT_FOUND' }]);
});
