import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { containing, startStory, type Story } from './start-story.ts';

const archive = zipSync({ 'record.json': Buffer.from('{}') });
const path = '.github/workflows/plan.yml';

function planned({ repository, pull }: Story) {
  return repository.startRun({
    event: 'pull_request_target',
    path,
    actor: 'alice',
    headSha: pull.head.sha,
  });
}

test('artifacts are found by name in pages, newest first, with the run that made them', async () => {
  await using story = await startStory();
  const run = planned(story);
  for (let n = 0; n < 3; n += 1) story.repository.uploadArtifact(run, 'plan', archive);
  story.repository.uploadArtifact(run, 'other', archive);
  const { rest } = story.octokit();
  const name = { ...story.at, name: 'plan', per_page: 2 };
  const first = await rest.actions.listArtifactsForRepo(name);
  expect(first.data.total_count).toBe(3);
  expect(first.headers.link).toContain('rel="next"');
  const second = await rest.actions.listArtifactsForRepo({ ...name, page: 2 });
  const ids = [...first.data.artifacts, ...second.data.artifacts].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect(first.data.artifacts[0]).toMatchObject({
    name: 'plan',
    size_in_bytes: archive.length,
    digest: containing('sha256:'),
    expired: false,
    workflow_run: { id: run.id, head_sha: story.pull.head.sha },
  });
  const told = await rest.actions.getWorkflowRun({ ...story.at, run_id: run.id });
  expect(told.data).toMatchObject({
    event: 'pull_request_target',
    path,
    repository: { full_name: 'acme/access' },
    head_repository: { full_name: 'acme/access' },
  });
});

test('an archive lies on another host, at an address that holds for a minute and takes no token', async () => {
  await using story = await startStory();
  const { id } = story.repository.uploadArtifact(planned(story), 'plan', archive);
  const { rest } = story.octokit();
  const artifact = { ...story.at, artifact_id: id, archive_format: 'zip' };
  const whole = await rest.actions.downloadArtifact(artifact);
  expect(Buffer.from(whole.data as ArrayBuffer)).toEqual(Buffer.from(archive));
  expect(story.github.blobs.asked.map(({ authorization }) => authorization)).toEqual([undefined]);

  const manual = await rest.actions.downloadArtifact({
    ...artifact,
    request: { redirect: 'manual' },
  });
  const { location = '' } = manual.headers;
  expect(new URL(location).origin).not.toBe(story.github.url);
  expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  expect((await fetch(location)).status).toBe(200);
  story.clock.advance(60_001);
  expect((await fetch(location)).status).toBe(403);
});

test('an artifact expires, and needs the permission for actions', async () => {
  await using story = await startStory();
  const { id } = story.repository.uploadArtifact(planned(story), 'plan', archive, {
    retention: 1000,
  });
  const artifact = { ...story.at, artifact_id: id, archive_format: 'zip' };
  const other = story.limited({ contents: 'write', 'pull-requests': 'write' });
  await expect(other.rest.actions.downloadArtifact(artifact)).rejects.toMatchObject({
    status: 403,
  });
  await expect(other.rest.actions.listArtifactsForRepo(story.at)).rejects.toMatchObject({
    status: 403,
  });
  story.clock.advance(1000);
  const { rest } = story.limited({ actions: 'read' });
  const { data } = await rest.actions.listArtifactsForRepo(story.at);
  expect(data.artifacts.map(({ expired }) => expired)).toEqual([true]);
  await expect(rest.actions.downloadArtifact(artifact)).rejects.toMatchObject({ status: 410 });
});
