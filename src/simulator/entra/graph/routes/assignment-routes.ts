import * as z from 'zod';
import type { Machine } from '../../machine.ts';
import type { Reply } from '../../reply.ts';
import type { AppRoleAssignment, ServicePrincipal } from '../../world/state.ts';
import { badRequest, GraphError, notFound } from '../graph-error.ts';
import { list } from '../list.ts';
import { applicationRead, assign, unassign } from '../need.ts';
import {
  assignmentFilters,
  assignmentResource,
  assignmentType,
} from '../resources/assignment-resource.ts';
import { noContent } from '../route.ts';
import type { GraphRequest, Route } from '../route.ts';
import { requirePrincipal } from '../service-principal-key.ts';

const path = '/servicePrincipals/{principal}/appRoleAssignedTo';

export const assignmentRoutes: readonly Route[] = [
  { method: 'GET', path, need: applicationRead, handle: listAssignments },
  { method: 'POST', path, need: assign, handle: addAssignment },
  { method: 'DELETE', path: `${path}/{assignment}`, need: unassign, handle: removeAssignment },
];

function listAssignments(machine: Machine, request: GraphRequest): Reply {
  const { tenant, clock, knobs } = machine;
  const app = requirePrincipal(tenant, request);
  const seen = tenant.assignments.asOf(clock.now() - knobs.lag.assignments);
  const rows = seen
    .values()
    .filter((one) => one.resourceId === app.id)
    .map((one) => assignmentResource(tenant, one))
    .filter((row) => row !== undefined);
  return list(machine, request, {
    type: assignmentType,
    context: `servicePrincipals('${app.id}')/appRoleAssignedTo`,
    rows,
    filterable: assignmentFilters,
  });
}

const wanted = z.object({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });
const defaultRole = '00000000-0000-0000-0000-000000000000';

function addAssignment({ tenant, urls, clock }: Machine, request: GraphRequest): Reply {
  const app = requirePrincipal(tenant, request);
  const parsed = wanted.safeParse(request.body);
  if (!parsed.success) {
    throw badRequest(
      'One or more property values specified are invalid: principalId, resourceId and appRoleId are object identifiers.',
    );
  }
  const principalId = parsed.data.principalId.toLowerCase();
  const appRoleId = parsed.data.appRoleId.toLowerCase();
  if (parsed.data.resourceId.toLowerCase() !== app.id) {
    throw badRequest('The resourceId is not the service principal of the request.');
  }
  const group = tenant.groups.get(principalId);
  if (group === undefined && tenant.users.get(principalId) === undefined) {
    throw notFound(principalId);
  }
  if (group?.securityEnabled === false) {
    throw refused('Only security-enabled groups can be assigned to an application.');
  }
  requireRole(app, appRoleId);
  const isSame = (one: AppRoleAssignment): boolean =>
    one.resourceId === app.id && one.principalId === principalId && one.appRoleId === appRoleId;
  if (tenant.assignments.values().some(isSame)) {
    throw refused('Permission being assigned already exists on the object');
  }
  const id = tenant.newAssignmentId(principalId, app.id);
  const made = { id, principalId, resourceId: app.id, appRoleId, createdAt: clock.now() };
  tenant.assignments.set(id, made);
  const context = `${urls.graph}/v1.0/$metadata#servicePrincipals('${app.id}')/appRoleAssignedTo/$entity`;
  return {
    status: 201,
    body: { '@odata.context': context, ...assignmentResource(tenant, made) },
  };
}

// The role without a name is for apps that have none.
function requireRole(app: ServicePrincipal, id: string): void {
  if (app.roles.some((role) => role.id === id)) return;
  if (app.roles.length === 0 && id === defaultRole) return;
  throw refused(`Permission being assigned was not found on application '${app.appId}'.`);
}

function removeAssignment({ tenant }: Machine, request: GraphRequest): Reply {
  const app = requirePrincipal(tenant, request);
  const id = request.params['assignment'] ?? '';
  if (tenant.assignments.get(id)?.resourceId !== app.id) throw notFound(id);
  tenant.assignments.delete(id);
  return noContent;
}

function refused(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message);
}
