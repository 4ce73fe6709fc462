import type { CommitId } from '../core/model/ids.ts';
import { instanceId, type InstanceArn } from '../core/model/ids.ts';
import type { Commit, GitHubReader } from '../ports/github.ts';
import { isSameActor } from './same-actor.ts';

/** How many first-parent commits are looked at, at the most. */
export const WALK_LIMIT = 50;

/** The context of the commit status that marks a complete apply. */
export function statusContext(owner: string, instance: InstanceArn): string {
  return `identity-center/${owner}@${instanceId(instance)}`;
}

export interface ApplyHistory {
  /** Newest first, from the commit asked about to the last complete apply, that one excluded. */
  readonly since: readonly Commit[];
  /** Null where none is within the walk. */
  readonly lastComplete: { readonly commit: CommitId; readonly at: string } | null;
}

/**
 * Walks first parents back to the newest commit that this token's identity marked as completely
 * applied. A mark by anybody else is not one: it could hide what was merged and never applied.
 */
export async function readApplyHistory(
  github: GitHubReader,
  from: CommitId,
  context: string,
): Promise<ApplyHistory> {
  const [viewer, commits] = await Promise.all([
    github.viewer(),
    github.firstParents(from, WALK_LIMIT),
  ]);
  for (const [index, commit] of commits.entries()) {
    const statuses = await github.statuses(commit.id, context);
    // A later failure at the same commit does not undo that its files were once applied whole.
    const success = statuses.find(
      ({ creator, state }) => state === 'success' && isSameActor(creator, viewer),
    );
    if (success !== undefined) {
      return {
        since: commits.slice(0, index),
        lastComplete: { commit: commit.id, at: success.createdAt },
      };
    }
  }
  return { since: commits, lastComplete: null };
}
