import { threadPage } from '../rest/resources/thread-resources.ts';
import { pullCommits } from '../rest/resources/pull-resource.ts';
import { timestamp } from '../world/clock.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import { refreshTestMerge } from '../world/test-merge.ts';
import type { Comment, Issue, PullRequest, Review } from '../world/threads.ts';
import { actorNode } from './actor-node.ts';
import { commitNode } from './commit-node.ts';
import { connection } from './connection.ts';
import type { PageArguments } from './connection.ts';
import { contentNode } from './content-node.ts';
import { int32 } from './context.ts';
import type { Context } from './context.ts';
import { repositoryNode } from './repository-node.ts';

function ids(id: number): object {
  return { databaseId: int32(id), fullDatabaseId: String(id) };
}

export function commentNode(context: Context, repository: Repository, comment: Comment): object {
  const thread = repository.threads.get(comment.number);
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', comment.id, repository.id),
    ...ids(comment.id),
    ...contentNode(context, repository, comment),
    url: `${threadPage(repository, comment.number)}#issuecomment-${comment.id}`,
    isMinimized: comment.minimized !== undefined,
    minimizedReason: comment.minimized ?? null,
    pullRequest: () => (thread?.kind === 'pull' ? pullNode(context, repository, thread) : null),
    repository: () => repositoryNode(context, repository),
  };
}

export function reviewNode(
  context: Context,
  repository: Repository,
  pull: PullRequest,
  review: Review,
): object {
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id, repository.id),
    ...ids(review.id),
    ...contentNode(context, repository, review),
    url: `${threadPage(repository, pull.number)}#pullrequestreview-${review.id}`,
    isMinimized: false,
    minimizedReason: null,
    state: review.state,
    submittedAt: timestamp(review.createdAt),
    commit: () => commitNode(context, repository, review.commit),
    pullRequest: () => pullNode(context, repository, pull),
  };
}

function threadNode(context: Context, repository: Repository, thread: Issue | PullRequest): object {
  return {
    ...ids(thread.id),
    ...contentNode(context, repository, thread),
    url: threadPage(repository, thread.number),
    number: thread.number,
    title: thread.title,
    closed: thread.state === 'closed',
    closedAt: thread.closedAt === undefined ? null : timestamp(thread.closedAt),
    repository: () => repositoryNode(context, repository),
    comments: (args: PageArguments) =>
      connection('comments', repository.commentsOn(thread.number), args, (comment) =>
        commentNode(context, repository, comment),
      ),
  };
}

export function issueNode(context: Context, repository: Repository, issue: Issue): object {
  return {
    ...threadNode(context, repository, issue),
    __typename: 'Issue',
    id: nodeId('Issue', issue.id, repository.id),
    state: issue.state.toUpperCase(),
  };
}

interface ReviewArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly author?: string | null;
}

export function pullNode(context: Context, repository: Repository, pull: PullRequest): object {
  const { world } = context;
  const open = pull.state === 'open';
  const commit = (oid: string | undefined): object | null =>
    oid === undefined ? null : commitNode(context, repository, oid);
  const reviews = ({ states, author }: ReviewArguments): Review[] =>
    pull.reviews
      .filter(({ state }) => states?.includes(state) ?? true)
      .filter((review) => typeof author !== 'string' || review.author.login === author);
  return {
    ...threadNode(context, repository, pull),
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id, repository.id),
    state: pull.merged === undefined ? pull.state.toUpperCase() : 'MERGED',
    isDraft: pull.draft,
    isCrossRepository: pull.head.repository !== repository,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    headRepository: () => repositoryNode(context, pull.head.repository),
    merged: pull.merged !== undefined,
    mergedAt: pull.merged === undefined ? null : timestamp(pull.merged.at),
    mergedBy: pull.merged === undefined ? null : actorNode(world, pull.merged.by),
    mergeCommit: () => commit(pull.merged?.commit),
    mergeable: () => {
      refreshTestMerge(repository, pull);
      if (!open) return 'UNKNOWN';
      return pull.conflicted ? 'CONFLICTING' : 'MERGEABLE';
    },
    potentialMergeCommit: () => {
      refreshTestMerge(repository, pull);
      return commit(open && !pull.conflicted ? pull.testMerge : undefined);
    },
    reviews: (args: ReviewArguments) =>
      connection('reviews', reviews(args), args, (review) =>
        reviewNode(context, repository, pull, review),
      ),
    commits: (args: PageArguments) =>
      connection('commits', pullCommits(repository, pull).slice(0, 250), args, ({ oid }) => ({
        id: `PURC_${pull.id}_${oid}`,
        url: `${threadPage(repository, pull.number)}/commits/${oid}`,
        commit: () => commitNode(context, repository, oid),
      })),
  };
}
