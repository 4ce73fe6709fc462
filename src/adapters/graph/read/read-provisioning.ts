import type { JobState } from '../../../core/model/directory.ts';
import type { Provisioning } from '../../../ports/directory-read.ts';
import {
  schemaAnswer,
  secretsAnswer,
  type SynchronizationJob,
} from '../answers/synchronization-answers.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { groupJoinOf } from './group-mapping.ts';
import { findProvisioningJob } from './provisioning-job.ts';

export async function readProvisioning(
  graph: GraphCaller,
  applicationId: string,
): Promise<Provisioning | null> {
  const job = await findProvisioningJob(graph, applicationId);
  if (job === null) return null;
  const [schema, secrets] = await Promise.all([
    graph.call({
      route: 'GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema',
      parameters: { id: applicationId, jobId: job.id },
      answer: schemaAnswer,
    }),
    graph.call({
      route: 'GET /servicePrincipals/{id}/synchronization/secrets',
      parameters: { id: applicationId },
      answer: secretsAnswer,
    }),
  ]);
  const scope = secrets.value.find(({ key }) => key === 'SyncAll')?.value;
  return {
    jobId: job.id,
    jobState: stateOf(job),
    join: groupJoinOf(schema),
    // Where nothing is said, provisioning takes what is assigned.
    everybodyInScope: scope?.toLowerCase() === 'true',
  };
}

const states: Readonly<Record<string, JobState>> = {
  Active: 'running',
  NotConfigured: 'not-configured',
  NotRun: 'never-run',
  Paused: 'paused',
  Quarantine: 'quarantine',
};

/** What was never set up was never started either; of anything else the schedule says whether it is. */
function stateOf({ status, schedule }: SynchronizationJob): JobState {
  const state = states[status ?? ''] ?? 'unknown';
  const isStopped = schedule === 'Disabled' || schedule === 'Paused';
  return isStopped && state !== 'not-configured' && state !== 'never-run' ? 'paused' : state;
}
