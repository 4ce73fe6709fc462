import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { gitHubTroubles, inTrouble } from '../harness/git-hub-trouble.ts';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

/** Whatever GitHub is asked about an artifact, in order. */
const asked = [
  'actions/list-artifacts-for-repo',
  'actions/get-workflow-run',
  'actions/download-artifact',
] as const;
const from = join(import.meta.dirname, '../a-record-from-an-artifact');
const busy = { timeout: 120_000 };
const longest = 10 * 60_000;
const withArtifacts = { permissions: { actions: 'read' } } as const;

it.each(asked)('while %s of GitHub fails, an artifact is no review', busy, async (operation) => {
  const story = await openStory(import.meta.dirname, { from });
  await story.settle();
  const { repository } = story;
  const pullRequest = story.pullRequest('../a-record-from-an-artifact/change', { title: 'change' });
  const { pull } = pullRequest;
  story.clock.nextMoment();
  const plan = await story.run('plan', repository.events.pullRequestTarget(pull, 'opened'));
  ended(plan, 'changes');
  story.clock.nextMoment();
  const run = repository.startRun({
    event: 'pull_request_target',
    path: '.github/workflows/access-plan.yml',
    actor: pull.author.login,
    headSha: pull.head.sha,
  });
  const archive = zipSync({ [plan.outputs['record-path'] ?? '']: strToU8(plan.record) });
  repository.uploadArtifact(run, plan.outputs['record-name'] ?? '', archive);
  const before = story.live();
  const push = pullRequest.merge();

  for (const trouble of gitHubTroubles) {
    const applying = () => story.apply(push, withArtifacts);
    const { job, took } = await inTrouble(story, operation, trouble, applying);
    const { result, exitCode } = job;
    expect({ ...trouble, result, exitCode, marked: story.isMarked() }).toEqual({
      ...trouble,
      result: 'held',
      exitCode: 1,
      marked: false,
    });
    expect(job.log).toMatch(/could not be (?:read|downloaded)|the run that left it is gone/);
    expect(took).toBeLessThan(longest);
    expect(story.changesSince(before)).toBe('nothing changed\n');
  }
  ended(await story.hourly(withArtifacts), 'applied');
  await story.ends();
});
