import type { JsonObject } from '../../json.ts';
import type { Account } from '../../world/account.ts';
import { timestamp } from '../../world/clock.ts';
import { nodeId } from '../../world/node-id.ts';
import type { Repository } from '../../world/repository.ts';
import type { Comment, CommitStatus, Issue, PullRequest, Review } from '../../world/threads.ts';
import { accountResource, appResource } from './account-resource.ts';
import { repositoryPage, repositoryUrl } from './repository-resource.ts';

export function association(repository: Repository, account: Account): string {
  if (account.login === repository.owner.login) return 'OWNER';
  return repository.collaborators.has(account.login) ? 'COLLABORATOR' : 'NONE';
}

const reactions = {
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
};

export function threadPage(repository: Repository, number: number): string {
  const kind = repository.threads.get(number)?.kind === 'pull' ? 'pull' : 'issues';
  return `${repositoryPage(repository)}/${kind}/${number}`;
}

export function commentResource(repository: Repository, comment: Comment): JsonObject {
  const url = `${repositoryUrl(repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${threadPage(repository, comment.number)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(repository)}/issues/${comment.number}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id, repository.id),
    user: accountResource(repository.world, comment.author),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: association(repository, comment.author),
    body: comment.body,
    reactions: { url: `${url}/reactions`, ...reactions },
    performed_via_github_app: appResource(repository.world, comment.author),
  };
}

export function labelResource(repository: Repository, name: string): JsonObject {
  return {
    id: 1,
    node_id: `LA_${Buffer.from(name).toString('base64url')}`,
    url: `${repositoryUrl(repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}

/** The issues API lists pull requests too; only `pull_request` tells them apart. */
export function issueResource(repository: Repository, thread: Issue | PullRequest): JsonObject {
  const { world } = repository;
  const url = `${repositoryUrl(repository)}/issues/${thread.number}`;
  const issue = thread.kind === 'issue' ? thread : undefined;
  const pull = `${repositoryUrl(repository)}/pulls/${thread.number}`;
  const page = threadPage(repository, thread.number);
  const assignees = (issue?.assignees ?? []).map((account) => accountResource(world, account));
  return {
    url,
    repository_url: repositoryUrl(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: thread.id,
    node_id: nodeId(issue ? 'Issue' : 'PullRequest', thread.id, repository.id),
    number: thread.number,
    title: thread.title,
    user: accountResource(world, thread.author),
    labels: (issue?.labels ?? []).map((name) => labelResource(repository, name)),
    state: thread.state,
    state_reason: issue?.stateReason ?? null,
    locked: false,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: repository.commentsOn(thread.number).length,
    created_at: timestamp(thread.createdAt),
    updated_at: timestamp(thread.updatedAt),
    closed_at: thread.closedAt === undefined ? null : timestamp(thread.closedAt),
    closed_by: issue?.closedBy === undefined ? null : accountResource(world, issue.closedBy),
    author_association: association(repository, thread.author),
    active_lock_reason: null,
    body: thread.body,
    timeline_url: `${url}/timeline`,
    reactions: { url: `${url}/reactions`, ...reactions },
    performed_via_github_app: appResource(world, thread.author),
    ...(thread.kind === 'pull' && {
      draft: thread.draft,
      pull_request: {
        url: pull,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: thread.merged === undefined ? null : timestamp(thread.merged.at),
      },
    }),
  };
}

export function reviewResource(
  repository: Repository,
  pull: PullRequest,
  review: Review,
): JsonObject {
  const page = `${threadPage(repository, pull.number)}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id, repository.id),
    user: accountResource(repository.world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: association(repository, review.author),
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: timestamp(review.createdAt),
    commit_id: review.commit,
  };
}

export function statusResource(repository: Repository, status: CommitStatus): JsonObject {
  const at = timestamp(status.createdAt);
  return {
    url: `${repositoryUrl(repository)}/statuses/${status.sha}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${status.creator.id}?v=4`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id, repository.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: at,
    updated_at: at,
    creator: accountResource(repository.world, status.creator),
  };
}
