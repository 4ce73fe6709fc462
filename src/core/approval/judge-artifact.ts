import type { MarkerKey } from './markers.ts';
import type { ReviewedRecord } from './reviewed-record.ts';

/** An artifact as GitHub lists it. */
export interface LeftArtifact {
  /** Bytes of the archive. */
  readonly size: number;
  readonly expired: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly runId: number | null;
}

/** The run that left it. */
export interface LeavingRun {
  readonly event: string;
  /** The workflow's file, from the root of the repository. */
  readonly path: string;
  /** The branch or ref that the file is of; null where GitHub does not say. */
  readonly ref: string | null;
  readonly repository: string;
  readonly headRepository: string | null;
}

/** Why what GitHub says of an artifact is reason enough not to look into it. `before` is when the merge was. */
export function whyNoArtifact(
  { size, expired, createdAt, runId }: LeftArtifact,
  before: string,
  limit: number,
): string | null {
  if (!(Date.parse(createdAt) <= Date.parse(before))) return 'it was made after the merge';
  if (expired) return 'it has expired';
  if (size > limit) return 'its archive is too large';
  return runId === null ? 'GitHub does not say which run left it' : null;
}

/** Why a run may not leave a record. On `pull_request_target` alone the workflow is the default branch's own. */
export function whyNoRun(
  run: LeavingRun | null,
  wanted: {
    readonly repository: string;
    readonly planWorkflow: string;
    readonly defaultBranch: string;
  },
): string | null {
  if (run === null) return 'the run that left it is gone';
  const { event, path, ref, repository, headRepository } = run;
  if (!isSameName(repository, wanted.repository)) return `it was left by a run of ${repository}`;
  if (event !== 'pull_request_target') {
    return `it was left by a run on ${event}, whose workflow may be anybody's, and not on pull_request_target`;
  }
  if (path !== wanted.planWorkflow) {
    return `it was left by the workflow ${path}, and the settings name ${wanted.planWorkflow}`;
  }
  const own: readonly (string | null)[] = [
    null,
    wanted.defaultBranch,
    `refs/heads/${wanted.defaultBranch}`,
  ];
  if (!own.includes(ref))
    return `its workflow is that of ${ref}, and not of ${wanted.defaultBranch}`;
  if (headRepository === null || !isSameName(headRepository, wanted.repository)) {
    return `its run was for a head of ${headRepository ?? 'a repository that is gone'}`;
  }
  return null;
}

/** Why a record is not that of this head, instance and owner. */
export function whyNoRecord(
  record: ReviewedRecord,
  head: string,
  { instance, owner }: MarkerKey,
): string | null {
  if (record.head !== head) return `it is about commit ${record.head}, and ${head} was merged`;
  return record.instance !== instance || record.owner !== owner
    ? 'it is about another instance or owner'
    : null;
}

/** GitHub knows an owner or repository by a name however it is written. */
function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
