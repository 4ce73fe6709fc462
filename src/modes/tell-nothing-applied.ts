import { provisional } from '../core/approval/markers.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { publishComment } from '../effects/publish-comment.ts';
import { readReviews } from '../effects/reviewed-records.ts';
import { renderErrorComment } from '../report/render-error-comment.ts';
import type { ApplyPorts, ApplyTask } from './apply-task.ts';

/**
 * Tells the pull request merged at this commit that its apply failed before it had a plan. A result that
 * it carries already stays, and the next one replaces this. Only a bug rejects: the failure itself is
 * what the run has to tell.
 */
export async function tellNothingApplied(
  ports: ApplyPorts,
  { commit, defaultBranch, directory, runUrl, repositoryUrl }: ApplyTask,
  failure: unknown,
): Promise<void> {
  const diagnostics = problemsOf(failure);
  if (diagnostics === null) return;
  // AWS may not have said yet which instance it is.
  const key = { instance: null, owner: null, directory };
  const { body } = renderErrorComment(diagnostics, {
    attempt: 'apply',
    head: commit,
    marker: provisional('outcome', key),
    record: null,
    runUrl,
    repositoryUrl,
  });
  try {
    const tip = await ports.github.firstParents(commit, 1);
    const now = ports.clock.now();
    const { pullRequests } = await readReviews(ports.github, tip, defaultBranch, key, now);
    for (const { number } of pullRequests) {
      await publishComment(ports, number, 'outcome', key, body, { onlyIfAbsent: true });
    }
  } catch (error) {
    if (problemsOf(error) === null) throw error;
  }
}
