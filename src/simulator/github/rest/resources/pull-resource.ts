import { diffTrees } from '../../git/diff-trees.ts';
import type { FileChange } from '../../git/diff-trees.ts';
import type { Commit } from '../../git/commit.ts';
import { mergeBase, range } from '../../git/history.ts';
import type { JsonObject } from '../../json.ts';
import { timestamp } from '../../world/clock.ts';
import { nodeId } from '../../world/node-id.ts';
import type { Repository } from '../../world/repository.ts';
import type { PullRequest } from '../../world/threads.ts';
import { accountResource } from './account-resource.ts';
import { repositoryResource, repositoryUrl } from './repository-resource.ts';
import { association, threadPage } from './thread-resources.ts';

function sideResource(
  repository: Repository,
  side: { readonly ref: string; readonly sha: string },
): JsonObject {
  return {
    label: `${repository.owner.login}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: accountResource(repository.world, repository.owner),
    repo: repositoryResource(repository),
  };
}

export function pullCommits(repository: Repository, pull: PullRequest): Commit[] {
  return range(repository.objects, pull.base.sha, pull.head.sha).toReversed();
}

/** What a pull request changes: its head against where it left the base, not against the base's tip. */
export function pullFiles(repository: Repository, pull: PullRequest): FileChange[] {
  const base = mergeBase(repository.objects, pull.base.sha, pull.head.sha);
  if (base === undefined) return [];
  const treeOf = (oid: string): string => repository.commit(oid).tree;
  return diffTrees(repository.objects, treeOf(base), treeOf(pull.head.sha));
}

export function simplePullResource(repository: Repository, pull: PullRequest): JsonObject {
  const api = repositoryUrl(repository);
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const page = threadPage(repository, pull.number);
  const statuses = `${api}/statuses/${pull.head.sha}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id, repository.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountResource(repository.world, pull.author),
    body: pull.body === '' ? null : pull.body,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: pull.closedAt === undefined ? null : timestamp(pull.closedAt),
    merged_at: pull.merged === undefined ? null : timestamp(pull.merged.at),
    merge_commit_sha: pull.merged?.commit ?? pull.testMerge ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: sideResource(pull.head.repository, pull.head),
    base: sideResource(repository, pull.base),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

export function pullResource(
  repository: Repository,
  pull: PullRequest,
  mergeableKnown = true,
): JsonObject {
  const files = pullFiles(repository, pull);
  const open = pull.state === 'open';
  const sum = (key: 'additions' | 'deletions'): number =>
    files.reduce((total, file) => total + file[key], 0);
  const state = pull.conflicted ? 'dirty' : 'clean';
  return {
    ...simplePullResource(repository, pull),
    merged: pull.merged !== undefined,
    mergeable: open && mergeableKnown ? !pull.conflicted : null,
    rebaseable: open && mergeableKnown ? !pull.conflicted : null,
    mergeable_state: open && mergeableKnown ? state : 'unknown',
    merged_by: pull.merged === undefined ? null : accountResource(repository.world, pull.merged.by),
    comments: repository.commentsOn(pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pullCommits(repository, pull).length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}
