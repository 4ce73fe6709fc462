import type { JsonObject } from '../aws/json.ts';
import type { WorkflowEvent } from '../github/events/workflow-event.ts';

/** The job that a token is for. */
export interface IdTokenJob {
  readonly event: WorkflowEvent;
  /** The environment that the job names; it then stands in the subject. */
  readonly environment?: string;
  readonly workflow?: string;
  readonly runId?: number;
  readonly runNumber?: number;
  readonly runAttempt?: number;
}

export function idTokenClaims(job: IdTokenJob, subjects: 'ids' | 'names'): JsonObject {
  const { event, environment } = job;
  const { repository } = event;
  const workflow = job.workflow ?? 'access';
  const file = `${repository.fullName}/.github/workflows/${workflow}.yml@${event.ref}`;
  return {
    sub: subject(job, subjects),
    actor: event.actor,
    actor_id: String(event.actorId),
    base_ref: event.baseRef,
    ...(environment !== undefined && { environment }),
    event_name: event.name,
    head_ref: event.headRef,
    job_workflow_ref: file,
    job_workflow_sha: event.sha,
    ref: event.ref,
    ref_protected: 'false',
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    repository_visibility: 'private',
    run_attempt: String(job.runAttempt ?? 1),
    run_id: String(job.runId ?? 1_234_567_890),
    run_number: String(job.runNumber ?? 1),
    runner_environment: 'github-hosted',
    sha: event.sha,
    workflow,
    workflow_ref: file,
    workflow_sha: event.sha,
  };
}

function subject({ event, environment }: IdTokenJob, subjects: 'ids' | 'names'): string {
  const { fullName, id, owner, ownerId } = event.repository;
  const name = fullName.slice(owner.length + 1);
  const repository = subjects === 'names' ? fullName : `${owner}@${ownerId}/${name}@${id}`;
  if (environment !== undefined) {
    return `repo:${repository}:environment:${environment.replaceAll(':', '%3A')}`;
  }
  // Others that a pull request starts run on the base branch, and say so.
  return event.name === 'pull_request'
    ? `repo:${repository}:pull_request`
    : `repo:${repository}:ref:${event.ref}`;
}
