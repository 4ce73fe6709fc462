import type { CommitId } from '../core/model/ids.ts';

/** What started the run, as far as its event says. */
export type RunContext =
  | PullRequestContext
  | {
      readonly kind: 'merge-group';
      readonly headCommit: CommitId;
      readonly baseCommit: CommitId;
    }
  | PushContext
  | ({ readonly kind: 'schedule' | 'dispatch' } & AtCommit)
  /** Any other event; only a mode that was named runs there, and never apply. */
  | ({ readonly kind: 'other'; readonly eventName: string } & AtCommit)
  | TerminalContext;

export interface PullRequestContext {
  readonly kind: 'pull-request';
  readonly eventName: string;
  readonly number: number;
  readonly headCommit: CommitId;
  /** GITHUB_SHA where the event runs at the test merge; null where GitHub's API has to be asked for it. */
  readonly testMerge: CommitId | null;
  readonly baseBranch: string;
  readonly isOpen: boolean;
  /** From another repository, or one that is gone. */
  readonly isFork: boolean;
  readonly isDependabot: boolean;
  /** Login of whoever caused this run, as the event spells it. */
  readonly actor: string;
}

export interface PushContext {
  readonly kind: 'push';
  /** Null for the first push of a branch. */
  readonly before: CommitId | null;
  readonly after: CommitId;
  /** Null for a tag. */
  readonly branch: string | null;
  /** Null where the event does not name the default branch; GitHub's API does. */
  readonly isDefaultBranch: boolean | null;
  readonly forced: boolean;
}

interface AtCommit {
  readonly commit: CommitId;
  /** Null for a tag. */
  readonly branch: string | null;
  /** Null where the event does not name the default branch; GitHub's API does. */
  readonly isDefaultBranch: boolean | null;
}

export interface TerminalContext {
  readonly kind: 'terminal';
  /** What git may resolve; null for the mode's default. */
  readonly base: string | null;
  readonly head: string | null;
  readonly json: boolean;
  /** Exit status 2 where there are changes. */
  readonly exitCode: boolean;
}
