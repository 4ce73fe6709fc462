import type { CommitId } from '../core/model/ids.ts';

/** One pull request of the drift run's own: its branch is made anew from the default branch's tip. */
export interface ProposedChange {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly baseBranch: string;
  readonly baseCommit: CommitId;
  /** Whole new contents by path; null deletes. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly title: string;
  readonly body: string;
}

/** Writes a branch and its pull request. Needs `contents: write` and `pull-requests: write`. */
export interface ChangeWriter {
  /**
   * One commit on the branch (created, or forced where nobody else has committed to it) and its open pull
   * request, created or updated; answers its address. Rejects with PortError.
   */
  propose(
    change: ProposedChange,
  ): Promise<{ readonly number: number; readonly url: string; readonly changed: boolean }>;
  /** The address of the branch's open pull request; null where this identity has opened none. */
  openFor(branch: string): Promise<string | null>;
  /**
   * Closes the branch's open pull request and deletes the branch, also where a pull request never came to be;
   * nothing where there is none. `baseBranch` is what the branch was made from.
   */
  withdraw(branch: string, baseBranch: string): Promise<void>;
}
