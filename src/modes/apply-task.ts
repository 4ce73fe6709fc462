import type { MarkerKey } from '../core/approval/markers.ts';
import type { Allowance } from '../core/guardrails/judgement.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { Instance, Snapshot } from '../core/model/snapshot.ts';
import type { Versions } from '../core/plan/attribute.ts';
import type { ReadChoice } from '../effects/gather-plan.ts';
import type { ApplyHistory } from '../effects/last-complete-apply.ts';
import type { LoadedVersion } from '../effects/load-version.ts';
import type { Reviews } from '../effects/reviewed-records.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectAll } from '../ports/connect-apply.ts';
import type { ConnectDirectoryPeople } from '../ports/connect-directory.ts';
import type { ConnectDirectoryAll } from '../ports/connect-directory-apply.ts';
import type { CommentWriter, GitHubReader, StatusWriter } from '../ports/github.ts';
import type { ArtifactReader } from '../ports/github-artifacts.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import type { Journal } from '../ports/journal.ts';
import type { TreeReader } from '../ports/tree-read.ts';

export interface ApplyPorts {
  readonly connect: ConnectAll;
  readonly connectDirectory: ConnectDirectoryAll;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly trees: TreeReader;
  readonly github: GitHubReader;
  readonly reviews: ReviewReader;
  readonly artifacts: ArtifactReader;
  readonly comments: CommentWriter;
  readonly statuses: StatusWriter;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
}

export interface ApplyTask {
  readonly directory: string;
  readonly region: string | null;
  readonly read: ReadChoice;
  readonly commit: CommitId;
  /** What a push counts from while there is no complete apply; null for schedule and dispatch. */
  readonly pushedFrom: CommitId | null;
  readonly approvePlan: string | null;
  readonly newAccounts: 'report' | 'grant';
  readonly defaultBranch: string;
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  readonly isPublicRepository: boolean;
}

/** What is known once everything was read and nothing was written. */
export interface Gathered {
  readonly head: LoadedVersion;
  readonly key: MarkerKey;
  readonly context: string;
  readonly history: ApplyHistory;
  readonly reviews: Reviews;
  /** Reviews that let their plan cross a limit. */
  readonly allowances: readonly Allowance[];
  readonly instance: Instance;
  readonly snapshot: Snapshot;
  readonly versions: Versions;
  readonly base: CommitId | null;
}
