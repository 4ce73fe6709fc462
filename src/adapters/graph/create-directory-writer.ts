import * as z from 'zod';
import type { DirectoryWriter } from '../../ports/directory-write.ts';
import { appRolesAnswer } from './answers/directory-answers.ts';
import type { GraphConnection } from './open-graph.ts';
import { listAssignments } from './read/list-assignments.ts';
import { chooseAppRole } from './write/choose-app-role.ts';
import { Pace } from './write/pace.ts';
import { findProvisioningRule } from './write/provision-group.ts';
import { provisionUntil } from './write/provision-until.ts';
import { RememberedByKey } from './write/remembered-by-key.ts';

/** Entra's limit, with half a second for what arrives closer together than it was sent. */
const provisioningPace = { turns: 5, milliseconds: 10_500 };

/**
 * Everything that can change Entra, for one apply: its pace holds for what goes through one of these.
 * An aborted `signal` starts no new write (`cancelled`) and waits for what is on the wire.
 */
export function createDirectoryWriter(
  connection: GraphConnection,
  options: { readonly signal?: AbortSignal } = {},
): DirectoryWriter {
  const { signal } = options;
  const graph = connection.caller(signal);
  const pace = new Pace(connection.clock, provisioningPace.turns, provisioningPace.milliseconds);

  const roleOf = new RememberedByKey(async (applicationId: string) => {
    const roles = await graph.call({
      route: 'GET /servicePrincipals/{id}',
      parameters: { id: applicationId },
      query: { select: ['appRoles'] },
      answer: appRolesAnswer,
    });
    return chooseAppRole(roles);
  });
  const ruleOf = new RememberedByKey((applicationId: string) =>
    findProvisioningRule(graph, applicationId),
  );

  return {
    async assignGroup(applicationId, groupId) {
      const appRoleId = await roleOf.get(applicationId);
      await graph.call({
        route: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
        parameters: { id: applicationId },
        body: { principalId: groupId, resourceId: applicationId, appRoleId },
        answer: z.unknown(),
      });
    },

    async unassignGroup(applicationId, groupId) {
      const assignments = await listAssignments(graph, applicationId);
      for (const { id, principalId } of assignments) {
        if (principalId !== groupId) continue;
        await graph.find({
          route: 'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{assignmentId}',
          parameters: { id: applicationId, assignmentId: id },
          answer: z.unknown(),
        });
      }
    },

    provisionGroup: (applicationId, groupId, until) =>
      provisionUntil(connection, { applicationId, groupId, until }, { pace, ruleOf, signal }),
  };
}
