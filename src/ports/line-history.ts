import type { ReportChange } from '../core/inventory/access-report.ts';
import type { CommitId } from '../core/model/ids.ts';

/** Who last changed a line, as git and GitHub tell; without `reviewers` where git alone was asked. */
export interface LineChange extends ReportChange {
  readonly commit: CommitId;
}

/** Reading who last changed the lines of a file. Rejects with PortError. */
export interface LineHistory {
  /**
   * For each line of the file at that commit, first line first: GitHub's GraphQL `blame`, else `git blame`.
   * Null where neither reaches back.
   */
  changesOf(commit: CommitId, path: string): Promise<readonly (LineChange | null)[] | null>;
}
