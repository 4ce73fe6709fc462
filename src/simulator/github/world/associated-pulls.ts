import type { Repository } from './repository.ts';
import type { PullRequest } from './threads.ts';

const asked = new WeakMap<Repository, Map<string, number>>();

/** Right after a merge GitHub may not know yet which pull request a commit came from. */
export function associatedPulls(repository: Repository, sha: string): PullRequest[] {
  const counts = asked.get(repository) ?? new Map<string, number>();
  const times = (counts.get(sha) ?? 0) + 1;
  asked.set(repository, counts.set(sha, times));
  return times > repository.world.settings.associatedPullsLag ? repository.pullsOf(sha) : [];
}
