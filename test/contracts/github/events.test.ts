import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { expect, test } from 'vitest';
import * as z from 'zod';
import { accessFile, startStory } from './start-story.ts';

const schema = z.array(
  z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }),
);
const all = schema.parse(examples);

/** Keys that every published example of an event has, at its top and one level below. */
function keysOf(name: string, action?: string): string[] {
  const matching = (all.find((event) => event.name === name)?.examples ?? []).filter(
    (example) => action === undefined || example['action'] === action,
  );
  const paths = matching.map((example) => keyPaths(example));
  // An organization, an installation or an enterprise is there or not, by where the repository lives.
  return (paths[0] ?? [])
    .filter((path) => paths.every((other) => other.includes(path)))
    .filter((path) => !/^(installation|enterprise|organization)/.test(path));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyPaths(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    isRecord(inner) ? [key, ...Object.keys(inner).map((name) => `${key}.${name}`)] : [key],
  );
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('nothing there');
  return item;
}

function missing(name: string, payload: object, action?: string): string[] {
  const expected = keysOf(name, action);
  expect(expected.length).toBeGreaterThan(3);
  const own = keyPaths(payload);
  return expected.filter((path) => !own.includes(path));
}

test('payloads have every field that the published examples share', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const { events } = repository;
  const review = repository.review(pull, { author: 'bob', state: 'APPROVED', body: 'ok' });
  const found = {
    opened: missing('pull_request', events.pullRequest(pull, 'opened').payload, 'opened'),
    synchronize: missing(
      'pull_request',
      events.pullRequest(pull, 'synchronize').payload,
      'synchronize',
    ),
    review: missing(
      'pull_request_review',
      events.pullRequestReview(pull, review).payload,
      'submitted',
    ),
    dispatch: missing(
      'workflow_dispatch',
      events.workflowDispatch({ actor: 'bob', inputs: { mode: 'apply' } }).payload,
    ),
    merge: missing(
      'merge_group',
      events.mergeGroup(first(repository.queue([pull], 'bob'))).payload,
      'checks_requested',
    ),
    push: missing('push', events.push(repository.merge(pull, { by: 'bob' })).payload),
    closed: missing('pull_request', events.pullRequest(pull, 'closed').payload, 'closed'),
  };
  expect(Object.entries(found).filter(([, paths]) => paths.length > 0)).toEqual([]);
});

test('a pull request runs on its test merge, and once merged on its base', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const opened = repository.events.pullRequest(pull, 'opened');
  expect(opened).toMatchObject({
    name: 'pull_request',
    ref: 'refs/pull/1/merge',
    sha: pull.testMerge,
    baseRef: 'main',
    headRef: 'feature',
    actor: 'alice',
  });
  expect(opened.payload).toMatchObject({
    action: 'opened',
    pull_request: { merge_commit_sha: null, mergeable: null, head: { sha: pull.head.sha } },
  });
  const target = repository.events.pullRequestTarget(pull, 'opened');
  expect(target).toMatchObject({
    name: 'pull_request_target',
    ref: 'refs/heads/main',
    sha: repository.tip(),
  });
  const before = pull.head.sha;
  repository.commit({
    branch: 'feature',
    files: { 'access/more.yaml': 'z\n' },
    message: 'More',
    author: 'alice',
  });
  const pushed = repository.events.pullRequest(pull, 'synchronize', { before });
  expect(pushed.payload).toMatchObject({ before, after: pull.head.sha });
  const push = repository.merge(pull, { by: 'bob', method: 'squash' });
  const closed = repository.events.pullRequest(pull, 'closed');
  expect(closed).toMatchObject({
    ref: 'refs/heads/main',
    sha: push.after,
    actor: 'bob',
    payload: { pull_request: { merged: true, merge_commit_sha: push.after } },
  });
});

test('a push lists its commits with what they changed, and says when it was forced', async () => {
  await using story = await startStory();
  const { repository } = story;
  const old = repository.tip();
  const push = repository.commitAndPush({
    branch: 'main',
    files: { 'access/new.yaml': '1\n', [accessFile]: null, 'README.md': 'x\n' },
    message: 'Direct',
    author: 'bob',
  });
  const event = repository.events.push(push);
  expect(event).toMatchObject({ ref: 'refs/heads/main', sha: push.after, actor: 'bob' });
  expect(event.payload).toMatchObject({
    before: old,
    after: push.after,
    forced: false,
    created: false,
    pusher: { name: 'bob' },
    commits: [
      {
        id: push.after,
        message: 'Direct',
        added: ['access/new.yaml'],
        removed: [accessFile],
        modified: ['README.md'],
        author: { username: 'bob' },
      },
    ],
    head_commit: { id: push.after },
  });
  const forced = repository.events.push(repository.push('main', old, 'bob'));
  expect(forced.payload).toMatchObject({
    forced: true,
    before: push.after,
    after: old,
    commits: [],
  });
});

test('schedule and workflow_dispatch run on the default branch', async () => {
  await using story = await startStory();
  const { repository } = story;
  const schedule = repository.events.schedule('17 * * * *');
  expect(schedule).toMatchObject({
    name: 'schedule',
    ref: 'refs/heads/main',
    sha: repository.tip(),
    payload: { schedule: '17 * * * *' },
  });
  const dispatch = repository.events.workflowDispatch({
    actor: 'bob',
    inputs: { 'approve-plan': 'abc' },
  });
  expect(dispatch).toMatchObject({
    actor: 'bob',
    payload: {
      inputs: { 'approve-plan': 'abc' },
      ref: 'refs/heads/main',
      sender: { login: 'bob' },
    },
  });
});

test('an edited review tells what it said before', async () => {
  await using story = await startStory();
  const review = story.repository.review(story.pull, {
    author: 'bob',
    state: 'COMMENTED',
    body: 'hm',
  });
  story.repository.editReview(review, 'bob', '/allow');
  const event = story.repository.events.pullRequestReview(story.pull, review, 'edited');
  expect(event).toMatchObject({
    ref: 'refs/pull/1/merge',
    payload: { changes: { body: { from: 'hm' } }, review: { body: '/allow', state: 'commented' } },
  });
});

test('a comment and an ended workflow start jobs on the default branch', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const comment = repository.events.issueComment(repository.comment(1, 'carol', '/apply'));
  expect(comment).toMatchObject({ name: 'issue_comment', ref: 'refs/heads/main', actor: 'carol' });
  expect(comment.payload).toMatchObject({ issue: { number: 1 }, comment: { body: '/apply' } });
  const ended = repository.events.workflowRun(repository.events.pullRequest(pull, 'opened'));
  expect(ended).toMatchObject({ name: 'workflow_run', sha: repository.tip() });
});
