import { assignmentAnswer } from '../answers/directory-answers.ts';
import type { GraphCaller } from '../request/graph-caller.ts';

/** Who holds roles of an application; a group once for each of its roles. */
export function listAssignments(graph: GraphCaller, applicationId: string) {
  return graph.list({
    route: 'GET /servicePrincipals/{id}/appRoleAssignedTo',
    parameters: { id: applicationId },
    query: { select: ['id', 'principalId', 'principalType'], top: 999 },
    item: assignmentAnswer,
  });
}
