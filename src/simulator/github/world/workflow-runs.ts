import { createHash } from 'node:crypto';
import type { Account } from './account.ts';
import type { Repository } from './repository.ts';

/** What Actions ran, as far as its API tells where an artifact comes from. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  /** The workflow's file, as the API tells it. */
  readonly path: string;
  readonly headRepository: Repository;
  readonly headBranch: string;
  readonly headSha: string;
  readonly actor: Account;
  readonly createdAt: Date;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: WorkflowRun;
  readonly archive: Uint8Array;
  /** Null where it was uploaded by an action older than upload-artifact v4. */
  readonly digest: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface RunInput {
  readonly event: string;
  readonly path: string;
  readonly actor: Account;
  readonly headSha: string;
  readonly headBranch?: string;
  /** The fork the head lives in; the repository itself if not said. */
  readonly headRepository?: Repository;
}

const ninetyDays = 90 * 24 * 3600 * 1000;

export function startRun(repository: Repository, input: RunInput): WorkflowRun {
  const { world, defaultBranch } = repository;
  const run: WorkflowRun = {
    headRepository: repository,
    headBranch: defaultBranch,
    ...input,
    id: world.nextId(),
    createdAt: world.clock.now(),
  };
  repository.runs.set(run.id, run);
  return run;
}

export function uploadArtifact(
  repository: Repository,
  run: WorkflowRun,
  name: string,
  archive: Uint8Array,
  more: { readonly digest?: string | null; readonly retention?: number } = {},
): Artifact {
  const { world } = repository;
  const createdAt = world.clock.now();
  const { retention = ninetyDays } = more;
  const { digest = `sha256:${createHash('sha256').update(archive).digest('hex')}` } = more;
  const artifact: Artifact = {
    id: world.nextId(),
    name,
    run,
    archive,
    digest,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + retention),
  };
  repository.artifacts.set(artifact.id, artifact);
  return artifact;
}
