import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';
import type { StoryPullRequest } from '../harness/story-pull-request.ts';
import type { Story } from '../harness/story.ts';

const planWorkflow = '.github/workflows/access-plan.yml';

/** The plan as the default branch's workflow makes it, whatever the pull request makes of that file. */
async function planTrusted(story: Story, { pull }: StoryPullRequest): Promise<Job> {
  story.clock.nextMoment();
  return story.run('plan', story.repository.events.pullRequestTarget(pull, 'opened'));
}

/** What `actions/upload-artifact` does after a plan, in a workflow of some file that some event started. */
function upload(
  story: Story,
  { pull }: StoryPullRequest,
  { outputs, record }: Job,
  from: { readonly event: string; readonly path: string } = {
    event: 'pull_request_target',
    path: planWorkflow,
  },
): void {
  story.clock.nextMoment();
  const { repository } = story;
  const run = repository.startRun({ ...from, actor: pull.author.login, headSha: pull.head.sha });
  const name = outputs['record-path'] ?? '';
  const archive = zipSync({ [name]: strToU8(record) });
  repository.uploadArtifact(run, outputs['record-name'] ?? '', archive);
}

const withArtifacts = { permissions: { actions: 'read' } } as const;

test("what the plan's own workflow left is reviewed, and applied on merge", async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await planTrusted(story, pullRequest);
  ended(plan, 'changes');
  upload(story, pullRequest, plan);
  const push = pullRequest.merge();
  ended(await story.apply(push, withArtifacts), 'applied');
  expect(story.changesSince(before)).toContain('Support');
  await story.ends();
});

test('a comment is no review, nor is an artifact of a workflow that a branch brought along', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  upload(story, pullRequest, plan, { event: 'pull_request', path: planWorkflow });
  upload(story, pullRequest, plan, { event: 'push', path: planWorkflow });
  const push = pullRequest.merge();
  const apply = await story.apply(push, withArtifacts);
  ended(apply, 'held');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  const outcome = pullRequest.outcome();
  expect(outcome).toContain('a run on push');
  story.expectFiles({ 'outcome.md': outcome, 'apply-log.txt': apply.log });
  await story.ends({ hourly: 'held', drift: 'changes' });
});

test('a change that gives the artifact up needs one itself, and a job that may not read it is told so', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const pullRequest = story.pullRequest('to-comment');
  const plan = await planTrusted(story, pullRequest);
  upload(story, pullRequest, plan);
  const push = pullRequest.merge();
  const apply = await story.apply(push);
  ended(apply, 'held');
  expect(apply.log).toContain('actions: read');
  expect(story.changesSince(before)).toBe('nothing changed\n');
  ended(await story.apply(push, withArtifacts), 'applied');
  await story.ends();
});

test('a plan that nobody could be shown leaves no record, nor does an apply', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const apply = await story.hourly();
  expect(apply.outputs).toMatchObject({ 'record-path': '', 'record-name': '' });
  const pullRequest = story.pullRequest('change');
  const effect = { kind: 'answer', status: 403, body: { message: 'no' } } as const;
  story.stage.gitHub.fail({ operation: 'issues/create-comment', effect });
  const plan = await planTrusted(story, pullRequest);
  expect(plan.exitCode).toBe(1);
  expect(plan.outputs).toMatchObject({ 'record-path': '', 'record-name': '' });
  const again = await planTrusted(story, pullRequest);
  expect(again.outputs['record-name']).toContain(`access-plan-1-${pullRequest.pull.head.sha}-`);

  upload(story, pullRequest, again);
  ended(await story.apply(pullRequest.merge(), withArtifacts), 'applied');
  await story.ends();
});
