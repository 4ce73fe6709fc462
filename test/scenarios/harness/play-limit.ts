import { expect } from 'vitest';
import { openStory } from './open-story.ts';
import { ended } from './run-job.ts';

/** A pull request that crosses a limit, and that somebody merges against the failed check. */
export async function playLimit(
  folder: string,
  counted: Readonly<Partial<Record<'grants' | 'revokes', string>>>,
): Promise<void> {
  const story = await openStory(folder);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  expect(plan.outputs).toMatchObject({ ...counted, blocked: '0' });
  expect(pullRequest.comment()).toContain(`/allow ${plan.plan?.digest}`);

  const before = story.live();
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'refused');
  expect(apply.exitCode).toBe(1);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'refused', drift: 'changes' });
}
