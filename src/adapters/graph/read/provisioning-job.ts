import { jobsInUse } from '../../../core/model/jobs-in-use.ts';
import { PortError } from '../../../ports/port-error.ts';
import { type SynchronizationJob, jobAnswer } from '../answers/synchronization-answers.ts';
import { actionOf } from '../request/graph-call.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { jobsRoute, listJobs } from './list-jobs.ts';

/**
 * The application's provisioning job in use; null where provisioning was never set up. Several that may
 * be it reject: by another one's schema groups would be joined wrongly.
 */
export async function findProvisioningJob(
  graph: GraphCaller,
  applicationId: string,
): Promise<SynchronizationJob | null> {
  const found = jobsInUse(await listJobs(graph, applicationId, jobAnswer));
  const [only, ...others] = found;
  if (others.length === 0) return only ?? null;
  const action = actionOf({ route: jobsRoute });
  throw new PortError(
    'invalid',
    action,
    `${action}: the enterprise application has ${found.length} provisioning jobs that may be the one in use`,
    { help: 'let the one that provisions AWS be the only one that is scheduled' },
  );
}
