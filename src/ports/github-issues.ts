import type { Actor } from './github.ts';

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly author: Actor | null;
  readonly url: string;
  readonly updatedAt: string;
}

/** Reading issues (not pull requests), every page. Rejects with PortError. */
export interface IssueReader {
  /** Of any state, by the identity of this run's token, newest first. */
  ownIssues(): Promise<readonly Issue[]>;
}

/** What a drift run may write: its issue, and nothing else. Needs `issues: write`. */
export interface IssueWriter {
  /** A created issue whose answer was lost rejects as `answer-lost`. */
  createIssue(issue: { readonly title: string; readonly body: string }): Promise<Issue>;
  updateIssue(
    number: number,
    change: {
      readonly title?: string;
      readonly body?: string;
      readonly state?: 'open' | 'closed';
    },
  ): Promise<Issue>;
}
