import { type SynchronizationJob, jobAnswer } from '../answers/synchronization-answers.ts';
import { pageOf } from '../request/page-of.ts';
import type { GraphCaller } from '../request/graph-caller.ts';

/** The application's provisioning job; of several the one that runs. Null where provisioning was never set up. */
export async function findProvisioningJob(
  graph: GraphCaller,
  applicationId: string,
): Promise<SynchronizationJob | null> {
  const page = await graph.find({
    route: 'GET /servicePrincipals/{id}/synchronization/jobs',
    parameters: { id: applicationId },
    answer: pageOf(jobAnswer),
  });
  const jobs = page?.items ?? [];
  return jobs.find(({ schedule }) => schedule === 'Active') ?? jobs[0] ?? null;
}
