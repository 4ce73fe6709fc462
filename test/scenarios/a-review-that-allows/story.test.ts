import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';

const digestOf = ({ plan }: Job): string => plan?.digest ?? '';

test('a review by somebody with no part in a change lets it cross a limit, and the outcome names them', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const { repository } = story;
  repository.addCollaborator('rita', 'write');
  const pullRequest = story.pullRequest('change');
  const refused = await pullRequest.plan();
  ended(refused, 'refused');

  const body = `Meant so.\n\n/allow ${digestOf(refused)}`;
  repository.review(pullRequest.pull, { author: 'rita', state: 'APPROVED', body });
  const allowed = await pullRequest.plan();
  ended(allowed, 'changes');
  expect(pullRequest.comment()).toContain('rita');

  const push = pullRequest.merge();
  ended(await story.apply(push), 'applied');
  const outcome = pullRequest.outcome();
  expect(outcome).toContain('rita');
  story.expectFiles({ 'plan.md': pullRequest.comment(), 'outcome.md': outcome });
  await story.ends();
});

test('a review that does not count lets nothing through, and the comment says why', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  const { repository } = story;
  for (const login of ['rita', 'carl', 'dora', 'sven']) repository.addCollaborator(login, 'write');
  repository.addCollaborator('reader', 'read');
  const pullRequest = story.pullRequest('change');
  repository.commit({
    branch: pullRequest.pull.head.ref,
    files: { 'README.md': 'Hello' },
    message: 'Help out',
    author: 'carl',
  });
  const body = `/allow ${digestOf(await pullRequest.plan())}`;
  const approve = (author: string, text = body) =>
    repository.review(pullRequest.pull, { author, state: 'APPROVED', body: text });
  approve('carl');
  approve('reader');
  approve('github-actions[bot]');
  story.clock.nextMoment();
  const edited = approve('dora', 'Fine');
  story.clock.nextMoment();
  repository.editReview(edited, 'mallory', body);
  repository.dismissReview(approve('sven'));
  const refused = await pullRequest.plan();
  ended(refused, 'refused');
  const comment = pullRequest.comment();
  for (const why of ['hand in commit', 'may not write', 'a bot', 'edited by mallory', 'dismissed'])
    for (const told of [refused.log, comment]) expect(told).toContain(why);

  approve('rita');
  story.clock.nextMoment();
  pullRequest.edit('more');
  const moved = await pullRequest.plan();
  ended(moved, 'refused');
  expect(moved.log).toContain('and the head is');
  const apply = await story.apply(pullRequest.merge());
  expect(apply.exitCode).toBe(1);
  expect(story.changesSince(before)).toBe('nothing changed\n');
  story.expectFiles({
    'plan-refused.md': comment,
    'refused-log.txt': refused.log,
    'outcome-refused.md': pullRequest.outcome(),
  });
  await story.ends({ hourly: apply.result, drift: 'changes' });
});
