import type * as z from 'zod';
import { PortError } from '../../../ports/port-error.ts';
import type { GraphCaller } from '../request/graph-caller.ts';

export const jobsRoute = 'GET /servicePrincipals/{id}/synchronization/jobs';

/** An application's provisioning jobs; none where Graph says that it has no provisioning at all. */
export async function listJobs<Item extends z.ZodType>(
  graph: GraphCaller,
  applicationId: string,
  item: Item,
): Promise<readonly z.output<Item>[]> {
  try {
    return await graph.list({ route: jobsRoute, parameters: { id: applicationId }, item });
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return [];
    throw error;
  }
}
