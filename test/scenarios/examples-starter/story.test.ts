import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const starter = fileURLToPath(new URL('../../../examples/starter/', import.meta.url));

test('the change of the demo on the example that people start from', async () => {
  const story = await openStory(import.meta.dirname, { from: starter, base: 'access' });
  await story.settle();
  const before = story.live();

  const pullRequest = story.pullRequest('../../../examples/starter/change/access', {
    title: 'Found the fraud team',
  });
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.outputs).toMatchObject({ held: '0', blocked: '0', drift: '0' });
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'applied');
  expect(apply.outputs['plan-digest']).toBe(plan.outputs['plan-digest']);
  expect(story.isMarked()).toBe(true);

  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'plan.txt': plan.log,
    'outcome.md': pullRequest.outcome(),
    'aws.txt': story.changesSince(before),
  });
  await story.ends();
});

test('the clean-up of the demo takes away more than the limit, and a reviewer allows it', async () => {
  const story = await openStory(import.meta.dirname, { from: starter, base: 'access' });
  await story.settle();
  story.repository.addCollaborator('mira', 'maintain');

  const pullRequest = story.pullRequest('../../../examples/starter/clean-up/access', {
    title: 'Take back what the access review found unused',
  });
  const refused = await pullRequest.plan();
  ended(refused, 'refused');
  const comment = pullRequest.comment();
  const body = `/allow ${refused.plan?.digest}`;
  story.repository.review(pullRequest.pull, { author: 'mira', state: 'APPROVED', body });
  ended(await pullRequest.plan(), 'changes');
  expect(pullRequest.comment()).toContain('mira allowed it');
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(pullRequest.outcome()).toContain('Beyond a limit by leave of `mira`');

  story.expectFiles({ 'plan-of-the-clean-up.md': comment });
  await story.ends();
});
