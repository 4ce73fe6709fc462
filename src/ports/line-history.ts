import type { CommitId } from '../core/model/ids.ts';

/** Who last changed a line, as git and GitHub tell. */
export interface LineChange {
  readonly commit: CommitId;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly author: string;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  /** Logins of approving reviewers; empty where there are none or git alone was asked. */
  readonly reviewers: readonly string[];
}

/** Reading who last changed the lines of a file. Rejects with PortError. */
export interface LineHistory {
  /**
   * For each line of the file at that commit, first line first: GitHub's GraphQL `blame`, else `git blame`.
   * Null where neither reaches back.
   */
  changesOf(commit: CommitId, path: string): Promise<readonly (LineChange | null)[] | null>;
}
