import type { Account } from './account.ts';
import type { Repository } from './repository.ts';
import { refreshTestMerge } from './test-merge.ts';
import type { PullRequest, Review } from './threads.ts';

export interface PullRequestInput {
  readonly head: string;
  /** The fork the head lives in; the repository itself if not said. */
  readonly headRepository?: Repository;
  readonly base?: string;
  readonly author: Account;
  readonly title: string;
  readonly body?: string;
  readonly draft?: boolean;
}

export function nextNumber(repository: Repository): number {
  return Math.max(0, ...repository.threads.keys()) + 1;
}

export function openPullRequest(repository: Repository, input: PullRequestInput): PullRequest {
  const { world } = repository;
  const base = input.base ?? repository.defaultBranch;
  const headRepository = input.headRepository ?? repository;
  const at = world.clock.now();
  const pull: PullRequest = {
    kind: 'pull',
    id: world.nextId(),
    number: nextNumber(repository),
    title: input.title,
    body: input.body ?? '',
    author: input.author,
    createdAt: at,
    updatedAt: at,
    edits: [],
    state: 'open',
    draft: input.draft ?? false,
    head: { repository: headRepository, ref: input.head, sha: headRepository.tip(input.head) },
    base: { ref: base, sha: repository.tip(base) },
    reviews: [],
    conflicted: false,
  };
  repository.threads.set(pull.number, pull);
  repository.refs.set(`refs/pull/${pull.number}/head`, pull.head.sha);
  refreshTestMerge(repository, pull);
  return pull;
}

export function closePullRequest(repository: Repository, pull: PullRequest): void {
  pull.state = 'closed';
  pull.closedAt = pull.updatedAt = repository.world.clock.now();
}

export function reopenPullRequest(repository: Repository, pull: PullRequest): void {
  if (pull.merged !== undefined)
    throw new Error(`#${pull.number} is merged and cannot be opened again`);
  pull.state = 'open';
  delete pull.closedAt;
  pull.updatedAt = repository.world.clock.now();
  refreshTestMerge(repository, pull);
}

export interface ReviewInput {
  readonly author: Account;
  readonly state: Review['state'];
  readonly body?: string;
  /** The commit that was looked at; the head if not said. */
  readonly commit?: string;
}

export function addReview(repository: Repository, pull: PullRequest, input: ReviewInput): Review {
  if (input.author === pull.author && input.state !== 'COMMENTED')
    throw new Error(`${input.author.login} cannot ${input.state} their own pull request`);
  const at = repository.world.clock.now();
  const review: Review = {
    id: repository.world.nextId(),
    author: input.author,
    state: input.state,
    body: input.body ?? '',
    commit: input.commit ?? pull.head.sha,
    createdAt: at,
    updatedAt: at,
    edits: [],
  };
  pull.reviews.push(review);
  pull.updatedAt = at;
  return review;
}
