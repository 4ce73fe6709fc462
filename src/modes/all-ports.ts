import type { CommitId } from '../core/model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectExplain } from '../ports/connect-explain.ts';
import type { ConnectFederation, ConnectFederationAws } from '../ports/connect-federation.ts';
import type { ConnectReaders } from '../ports/connect.ts';
import type { ConnectAll } from '../ports/connect-apply.ts';
import type { ConnectDirectory, ConnectDirectoryPeople } from '../ports/connect-directory.ts';
import type { ConnectDirectoryAll } from '../ports/connect-directory-apply.ts';
import type { CommentWriter, GitHubReader, StatusWriter } from '../ports/github.ts';
import type { ChangeWriter } from '../ports/github-changes.ts';
import type { IssueReader, IssueWriter } from '../ports/github-issues.ts';
import type { ArtifactReader } from '../ports/github-artifacts.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import type { Journal } from '../ports/journal.ts';
import type { LineHistory } from '../ports/line-history.ts';
import type { PageTemplate } from '../ports/page-template.ts';
import type { ReportFiles } from '../ports/report-files.ts';
import type { MappingFilesWriter } from '../ports/mapping-files-write.ts';
import type { StateFileReader } from '../ports/state-file-read.ts';
import type { TreeReader } from '../ports/tree-read.ts';

/** Everything that stands behind the modes; each is handed only what it may use. */
export interface AllPorts {
  readonly connectReaders: ConnectReaders;
  readonly connectAll: ConnectAll;
  readonly connectDirectory: ConnectDirectory;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly connectDirectoryAll: ConnectDirectoryAll;
  readonly connectFederation: ConnectFederation;
  readonly connectFederationAws: ConnectFederationAws;
  readonly connectExplain: ConnectExplain;
  readonly trees: TreeReader;
  /** Files on disk, in whatever commit; only for a person at a terminal. */
  readonly workingTree: TreeReader;
  readonly lines: LineHistory;
  readonly page: PageTemplate;
  readonly reportFiles: ReportFiles;
  /** Writes mapping files on disk, for an import alone. */
  readonly mappingFiles: MappingFilesWriter;
  readonly states: StateFileReader;
  /** Name of the directory that holds the repository. */
  readonly repositoryName: string;
  /** What a branch, tag or id means in the local repository; null where it means nothing. */
  readonly resolveReference: (reference: string) => Promise<CommitId | null>;
  /** True for a commit of the local repository that has no parent; false where only this clone lacks it. */
  readonly isRoot: (commit: CommitId) => Promise<boolean>;
  readonly gitHub: {
    readonly reader: GitHubReader;
    readonly comments: CommentWriter;
    readonly statuses: StatusWriter;
    readonly reviews: ReviewReader;
    readonly artifacts: ArtifactReader;
    readonly issues: IssueReader & IssueWriter;
    readonly changes: ChangeWriter;
  } | null;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** Region from the environment, where neither files nor inputs say one. */
  readonly region: string | null;
}
