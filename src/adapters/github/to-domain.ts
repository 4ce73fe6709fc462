import type * as z from 'zod';
import type { Comment, Commit, CommitStatus, PullRequest } from '../../ports/github.ts';
import { actorFromRest } from './actor.ts';
import type {
  commentAnswer,
  gitCommitAnswer,
  listedCommit,
  pullAnswer,
  statusAnswer,
} from './answers.ts';

export function toCommit(answer: z.infer<typeof gitCommitAnswer>): Commit {
  return {
    id: answer.sha,
    parents: answer.parents.map(({ sha }) => sha),
    subject: answer.message.split('\n', 1)[0] ?? '',
    committedAt: answer.committer?.date ?? null,
  };
}

export function listedToCommit(answer: z.infer<typeof listedCommit>): Commit {
  return toCommit({
    ...answer.commit,
    sha: answer.sha,
    parents: answer.parents,
    tree: { sha: '' },
  });
}

export function toPullRequest(answer: z.infer<typeof pullAnswer>): PullRequest {
  return {
    number: answer.number,
    state: answer.state,
    headCommit: answer.head.sha,
    headRepository: answer.head.repo?.full_name ?? null,
    baseBranch: answer.base.ref,
    mergeCommit: mergeCommit(answer),
    mergedAt: answer.merged_at ?? null,
    // GitHub shows the work of deleted accounts under its own account of that name.
    author: actorFromRest(answer.user) ?? { kind: 'user', login: 'ghost' },
    url: answer.html_url,
  };
}

/**
 * While GitHub computes a test merge, where head and base conflict, and once closed without merging,
 * it goes on showing the test merge of an earlier head.
 */
function mergeCommit(answer: z.infer<typeof pullAnswer>): PullRequest['mergeCommit'] {
  const stale =
    answer.state === 'open'
      ? answer.mergeable === null || answer.mergeable === false
      : (answer.merged_at ?? null) === null;
  return stale ? null : (answer.merge_commit_sha ?? null);
}

export function toComment(answer: z.infer<typeof commentAnswer>): Comment {
  return {
    id: answer.id,
    nodeId: answer.node_id,
    author: actorFromRest(answer.user),
    body: answer.body ?? '',
    createdAt: answer.created_at,
    updatedAt: answer.updated_at,
    url: answer.html_url,
  };
}

export function toStatus(answer: z.infer<typeof statusAnswer>): CommitStatus {
  return {
    context: answer.context,
    state: answer.state,
    creator: actorFromRest(answer.creator),
    createdAt: answer.created_at,
  };
}
