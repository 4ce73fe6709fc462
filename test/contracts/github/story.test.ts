import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import { runAction } from '../../../src/simulator/runner/run-action.ts';
import type { ActionResult } from '../../../src/simulator/runner/read-result.ts';
import type { Permissions } from '../../../src/simulator/github/world/account.ts';
import { accessFile, startStory } from './start-story.ts';
import type { Story } from './start-story.ts';

/** A stand-in for a packaged action: comments on a pull request, marks the commit of a push. */
const program = `
import { appendFileSync, readFileSync } from 'node:fs';
const { env } = process;
const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const post = async (path, body) => {
  const url = env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY + path;
  const headers = { authorization: 'Bearer ' + env['INPUT_GITHUB-TOKEN'] };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) { console.log('::error::GitHub answered ' + response.status); process.exit(1); }
};
const text = readFileSync('${accessFile}', 'utf8').split('\\n')[0];
if (env.GITHUB_EVENT_NAME === 'pull_request') await post('/issues/' + event.number + '/comments', { body: 'plan ' + text });
else await post('/statuses/' + env.GITHUB_SHA, { state: 'success', context: 'identity-center' });
appendFileSync(env.GITHUB_OUTPUT, 'result=' + text + '\\n');
`;

async function runJob(
  story: Story,
  event: WorkflowEvent,
  permissions: Permissions,
): Promise<ActionResult> {
  const root = mkdtempSync(join(tmpdir(), 'job-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const entry = join(root, 'index.mjs');
  writeFileSync(entry, program);
  const workspace = join(root, 'workspace');
  story.repository.checkout(event.sha, workspace, { ref: event.ref });
  const token = story.github.jobToken(story.repository, permissions);
  return runAction({
    entry,
    workspace,
    event,
    api: story.github,
    temp: join(root, '_temp'),
    token,
    inputs: { 'github-token': token },
  });
}

test('a pull request is planned, merged and applied by jobs of a runner', async () => {
  await using story = await startStory();
  const { repository, pull } = story;
  const planned = await runJob(story, repository.events.pullRequest(pull, 'opened'), {
    contents: 'read',
    'pull-requests': 'write',
  });
  expect(planned).toMatchObject({ exitCode: 0, outputs: { result: 'a: 10' } });
  expect(repository.comments(1).map(({ author, body }) => [author.login, body])).toEqual([
    ['github-actions[bot]', 'plan a: 10'],
  ]);

  story.clock.advance(60_000);
  const push = repository.merge(pull, { by: 'bob', method: 'squash' });
  const applied = await runJob(story, repository.events.push(push), {
    contents: 'read',
    statuses: 'write',
  });
  expect(applied).toMatchObject({ conclusion: 'success', annotations: [] });
  expect(repository.statuses(push.after)).toMatchObject([
    { state: 'success', context: 'identity-center' },
  ]);
  expect(story.github.log.invalid).toEqual([]);
});

test('a job without the permission is refused', async () => {
  await using story = await startStory();
  const refused = await runJob(story, story.repository.events.pullRequest(story.pull, 'opened'), {
    contents: 'read',
  });
  expect(refused).toMatchObject({
    exitCode: 1,
    conclusion: 'failure',
    annotations: [{ level: 'error', message: 'GitHub answered 403' }],
  });
});
