import type { CommitId } from '../core/model/ids.ts';

/** Who wrote or edited something; GitHub's REST and GraphQL spell bots differently, this does not. */
export interface Actor {
  readonly kind: 'user' | 'bot';
  /** Without a `[bot]` suffix. */
  readonly login: string;
}

export interface Commit {
  readonly id: CommitId;
  readonly parents: readonly CommitId[];
  /** First line of the message. */
  readonly subject: string;
  /** ISO 8601; null where GitHub does not say. */
  readonly committedAt: string | null;
}

export interface PullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly headCommit: CommitId;
  readonly headRepository: string | null;
  readonly baseBranch: string;
  /** The test merge while open, what landed once merged; null while GitHub computes it. */
  readonly mergeCommit: CommitId | null;
  readonly mergedAt: string | null;
  readonly author: Actor;
  readonly url: string;
}

export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly author: Actor | null;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
}

export interface CommentEdit {
  readonly editor: Actor | null;
  readonly editedAt: string;
}

export interface CommitStatus {
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly creator: Actor | null;
  readonly createdAt: string;
}

/** Reading GitHub. Every list follows its next page; every call has a bound and rejects with PortError. */
export interface GitHubReader {
  /** The identity of this run's token. */
  viewer(): Promise<Actor>;
  repository(): Promise<{ readonly defaultBranch: string; readonly isPrivate: boolean }>;
  branchTip(branch: string): Promise<CommitId>;
  commit(id: CommitId): Promise<Commit>;
  /** From `from` (included) along first parents, newest first, `limit` at the most. */
  firstParents(from: CommitId, limit: number): Promise<readonly Commit[]>;
  pullRequest(number: number): Promise<PullRequest>;
  /**
   * Pull requests that GitHub associates with a commit of the default branch. It learns of a merge
   * seconds late: `mayLag` says that an empty answer is worth asking again.
   */
  pullRequestsOf(commit: CommitId, mayLag: boolean): Promise<readonly PullRequest[]>;
  /** Paths that a pull request touches, old names of renames included; null when GitHub cut the list (3,000). */
  changedPaths(number: number): Promise<readonly string[] | null>;
  comments(number: number): Promise<readonly Comment[]>;
  /** The hundred last written in the repository, on whatever issue or pull request, newest first. */
  recentComments(): Promise<readonly Comment[]>;
  /** GraphQL `userContentEdits`, every page. */
  editsOf(comment: Comment): Promise<readonly CommentEdit[]>;
  /** Newest first, of one context. */
  statuses(commit: CommitId, context: string): Promise<readonly CommitStatus[]>;
}

/** The one thing a plan may write. */
export interface CommentWriter {
  createComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  deleteComment(id: number): Promise<void>;
}

/** What an apply marks its commit with. */
export interface StatusWriter {
  setStatus(
    commit: CommitId,
    status: {
      readonly context: string;
      readonly state: 'success' | 'failure';
      readonly description: string;
      readonly targetUrl: string | null;
    },
  ): Promise<void>;
}
