import { expect } from 'vitest';
import { openStory } from './open-story.ts';
import { ended, type Job } from './run-job.ts';

export interface GuardrailStory {
  /** What the guard refuses, as `grant Developer shop-prod Ops`. */
  readonly refused: readonly string[];
  /** What of the same change is planned, and done by the merge. */
  readonly done: readonly string[];
  /** What drift shows in the end, where it is not the same refusal. */
  readonly drift?: string;
}

/**
 * A pull request that a guard refuses in part, and that somebody merges all the same: the plan fails and
 * says why, the apply leaves that part undone and does the rest.
 */
export async function playGuardrail(
  folder: string,
  { refused, done, drift = 'refused' }: GuardrailStory,
): Promise<void> {
  const story = await openStory(folder);
  await story.settle();
  const pullRequest = story.pullRequest('change');
  const plan = await pullRequest.plan();
  ended(plan, 'refused');
  expect(plan.exitCode).toBe(1);
  expect(linesOf(plan, 'blocked')).toEqual(refused);
  expect(linesOf(plan, 'planned')).toEqual(done);

  const before = story.live();
  pullRequest.merge();
  const apply = await story.apply();
  ended(apply, 'refused');
  expect(apply.exitCode).toBe(1);
  expect(linesOf(apply, 'blocked')).toEqual(refused);
  story.expectFiles({
    'plan.md': pullRequest.comment(),
    'outcome.md': pullRequest.outcome(),
    'changes.txt': story.changesSince(before),
  });
  await story.ends({ hourly: 'refused', drift });
}

function linesOf({ plan }: Job, status: string): string[] {
  return (plan?.operations ?? [])
    .filter((operation) => operation.status === status && operation.cause !== 'drift')
    .map(({ kind, permissionSet, account, principal }) =>
      [kind, permissionSet, account?.name, principal?.name].filter(Boolean).join(' '),
    )
    .toSorted();
}
