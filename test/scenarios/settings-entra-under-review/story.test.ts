import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended } from '../harness/run-job.ts';

const folder = import.meta.dirname;

test('a pull request that lets this tool assign groups shows it before what it then does', async () => {
  const story = await openStory(folder);
  await story.settle();
  const pullRequest = story.pullRequest('managing', { title: 'Let groups come by themselves' });
  ended(await pullRequest.plan(), 'changes');
  expect(story.tenant.log.writes()).toEqual([]);
  story.expectFiles({ 'plan-managing.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'applied');
  expect(story.tenant.log.writes().map(({ client }) => client)).toContain('apply');
  await story.ends();
  // Whoever plans or looks for drift cannot write, and never tried.
  expect(story.tenant.log.writes().map(({ client }) => client)).not.toContain('plan');
});

test('a pull request that names another tenant ends with what that tenant answers, and nothing is decided', async () => {
  const story = await openStory(folder);
  await story.settle();
  const pullRequest = story.pullRequest('another-tenant', { title: 'Move to another tenant' });
  const plan = await pullRequest.plan();
  ended(plan, 'failed');
  expect(plan.plan).toBeNull();
  story.expectFiles({
    'plan-another-tenant.md': pullRequest.comment(),
    'annotations-another-tenant.txt': plan.annotations,
  });
  await story.ends();
});

test('a pull request that stops asking Entra shows it, and takes nothing from anybody', async () => {
  const story = await openStory(folder);
  await story.settle();
  const pullRequest = story.pullRequest('off', { title: 'Ask Entra no more' });
  const plan = await pullRequest.plan();
  ended(plan, 'clean');
  story.expectFiles({ 'plan-off.md': pullRequest.comment() });
  pullRequest.merge();
  ended(await story.apply(), 'clean');
  expect(story.isMarked()).toBe(true);
  await story.ends();
});
