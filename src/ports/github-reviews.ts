import type { CommitId } from '../core/model/ids.ts';
import type { Actor, CommentEdit } from './github.ts';

export interface PullRequestReview {
  readonly id: number;
  readonly nodeId: string;
  readonly author: Actor | null;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
  readonly body: string;
  /** The head that was reviewed; null where GitHub does not say. */
  readonly commit: CommitId | null;
  /** ISO 8601. */
  readonly submittedAt: string;
  readonly url: string;
}

/** Who has a hand in a commit of a pull request. */
export interface CommitPeople {
  readonly id: CommitId;
  /** Logins of author, co-authors and committer that GitHub knows. */
  readonly logins: readonly string[];
  /** True where somebody has a hand in it whom GitHub does not know. */
  readonly hasUnknown: boolean;
}

/** Reading reviews. Every list follows its next page; every call has a bound and rejects with PortError. */
export interface ReviewReader {
  /** GET /repos/{o}/{r}/pulls/{n}/reviews, in order of submission. */
  reviews(pullRequest: number): Promise<readonly PullRequestReview[]>;
  /** GraphQL `userContentEdits` of a review, every page. */
  editsOfReview(review: PullRequestReview): Promise<readonly CommentEdit[]>;
  /** GraphQL `commits` of a pull request with their authors and committer, every page; null where not all of them could be read. */
  commitPeople(pullRequest: number): Promise<readonly CommitPeople[] | null>;
  /** GET /repos/{o}/{r}/collaborators/{login}/permission. */
  mayWrite(login: string): Promise<boolean>;
}
