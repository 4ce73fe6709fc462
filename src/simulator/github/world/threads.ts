import type { Account } from './account.ts';
import type { Content } from './content.ts';
import type { Repository } from './repository.ts';

export interface Comment extends Content {
  readonly id: number;
  readonly number: number;
  minimized?: string;
}

export interface Review extends Content {
  readonly id: number;
  readonly commit: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
}

export interface Issue extends Content {
  readonly kind: 'issue';
  readonly id: number;
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  labels: readonly string[];
  assignees: readonly Account[];
  closedAt?: Date;
  closedBy?: Account;
}

export interface Merge {
  readonly at: Date;
  readonly by: Account;
  readonly commit: string;
  /** Everything that came to the base with it, the commit above included. */
  readonly commits: readonly string[];
}

export interface PullRequest extends Content {
  readonly kind: 'pull';
  readonly id: number;
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  draft: boolean;
  readonly head: { readonly repository: Repository; readonly ref: string; sha: string };
  /** `sha` is the base's tip when the head last moved, not now. */
  readonly base: { readonly ref: string; sha: string };
  readonly reviews: Review[];
  merged?: Merge;
  closedAt?: Date;
  /** The last test merge that worked; kept when a later one meets a conflict. */
  testMerge?: string;
  conflicted: boolean;
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: Date;
}
