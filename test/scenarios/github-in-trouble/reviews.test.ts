import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitHubTroubles, inTrouble } from '../harness/git-hub-trouble.ts';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

/** Whatever GitHub is asked about a review that allows, in order. */
const asked = [
  'pulls/list-reviews',
  'repos/get-collaborator-permission-level',
  'graphql/reviewEdits',
  'graphql/commitPeople',
] as const;
const from = join(import.meta.dirname, '../a-review-that-allows');
const longest = 10 * 60_000;
const why =
  /the reviews could not be read, so none allows this|the review by rita does not allow this plan/;

const busy = { timeout: 120_000 };

it.each(asked)('while %s of GitHub fails, a review allows nothing', busy, async (operation) => {
  const story = await openStory(import.meta.dirname, { from });
  await story.settle();
  const { repository } = story;
  repository.addCollaborator('rita', 'write');
  const folder = '../a-review-that-allows/change';
  const pullRequest = story.pullRequest(folder, { title: 'change' });
  const digest = (await pullRequest.plan()).plan?.digest ?? '';
  const body = `/allow ${digest}`;
  repository.review(pullRequest.pull, { author: 'rita', state: 'APPROVED', body });
  const before = story.live();

  for (const trouble of gitHubTroubles) {
    const { job, took } = await inTrouble(story, operation, trouble, () => pullRequest.plan());
    const { result, exitCode, plan } = job;
    expect({ ...trouble, result, exitCode, digest: plan?.digest }).toEqual({
      ...trouble,
      result: 'refused',
      exitCode: 1,
      digest,
    });
    for (const told of [job.log, pullRequest.comment()]) expect(told).toMatch(why);
    expect(took).toBeLessThan(longest);
  }
  ended(await pullRequest.plan(), 'changes');

  const push = pullRequest.merge();
  for (const trouble of gitHubTroubles) {
    const { job, took } = await inTrouble(story, operation, trouble, () => story.apply(push));
    expect({ ...trouble, code: job.exitCode, marked: story.isMarked() }).toEqual({
      ...trouble,
      code: 1,
      marked: false,
    });
    for (const told of [job.log, pullRequest.outcome()]) expect(told).toMatch(why);
    expect(took).toBeLessThan(longest);
    expect(story.changesSince(before)).toBe('nothing changed\n');
  }
  ended(await story.hourly(), 'applied');
  await story.ends();
});
