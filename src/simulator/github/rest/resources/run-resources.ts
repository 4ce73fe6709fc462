import type { JsonObject } from '../../json.ts';
import { timestamp } from '../../world/clock.ts';
import type { Repository } from '../../world/repository.ts';
import type { Artifact, WorkflowRun } from '../../world/workflow-runs.ts';
import { accountResource } from './account-resource.ts';
import { minimalRepositoryResource, repositoryPage, repositoryUrl } from './repository-resource.ts';

export function runResource(repository: Repository, run: WorkflowRun): JsonObject {
  const url = `${repositoryUrl(repository)}/actions/runs/${run.id}`;
  const actor = accountResource(repository.world, run.actor);
  const at = timestamp(run.createdAt);
  return {
    id: run.id,
    name: 'plan',
    node_id: `WFR_${run.id}`,
    check_suite_id: run.id,
    check_suite_node_id: `CS_${run.id}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: 'plan',
    run_number: 1,
    run_attempt: 1,
    event: run.event,
    status: 'completed',
    conclusion: 'success',
    workflow_id: 1,
    url,
    html_url: `${repositoryPage(repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: at,
    updated_at: at,
    actor,
    triggering_actor: actor,
    run_started_at: at,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repositoryUrl(repository)}/actions/workflows/1`,
    head_commit: null,
    repository: minimalRepositoryResource(repository),
    head_repository: minimalRepositoryResource(run.headRepository),
  };
}

export function artifactResource(repository: Repository, artifact: Artifact): JsonObject {
  const url = `${repositoryUrl(repository)}/actions/artifacts/${artifact.id}`;
  const { run, createdAt, expiresAt } = artifact;
  return {
    id: artifact.id,
    node_id: `A_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: artifact.archive.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: hasExpired(repository, artifact),
    digest: artifact.digest,
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    expires_at: timestamp(expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

export function hasExpired({ world }: Repository, { expiresAt }: Artifact): boolean {
  return expiresAt.getTime() <= world.clock.now().getTime();
}
