/** A file that a workflow run left (REST `artifact`). */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:` and 64 hex digits over the archive; null where GitHub does not say. */
  readonly digest: string | null;
  readonly expired: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly runId: number | null;
}

/** What made an artifact (REST `workflow-run`). */
export interface WorkflowRun {
  readonly id: number;
  /** Such as `pull_request_target`. */
  readonly event: string;
  /** The workflow's file, without a ref: `.github/workflows/plan.yml`. */
  readonly path: string;
  /** The branch or ref that GitHub says the file is of; null where it does not say. */
  readonly ref: string | null;
  readonly repository: string;
  readonly headRepository: string | null;
  readonly url: string;
}

/** Reading what runs left. Every list follows its next page; every call has a bound and rejects with PortError. */
export interface ArtifactReader {
  /** The one repository that is asked: owner and name. */
  readonly repository: string;
  /** GET /repos/{o}/{r}/actions/artifacts?name=, newest first. */
  artifactsNamed(name: string): Promise<readonly Artifact[]>;
  /** GET /repos/{o}/{r}/actions/runs/{id}; null where it is gone. */
  run(id: number): Promise<WorkflowRun | null>;
  /** GET /repos/{o}/{r}/actions/artifacts/{id}/zip: the archive, at most `limit` bytes. */
  download(id: number, limit: number): Promise<Uint8Array>;
}
