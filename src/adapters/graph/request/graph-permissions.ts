import { federationRoutes } from '../federation/federation-routes.ts';

/** What a call needs that the token may lack, in Microsoft's words. */
export interface GraphPermission {
  /** Each of them: least-privileged application permissions of Microsoft Graph. */
  readonly needs: readonly string[];
  /** What does as well, where Microsoft names it. */
  readonly or?: string;
  /** What it is for, after "to". */
  readonly to: string;
}

const groups = ['GroupMember.Read.All'];
const applications = ['Application.Read.All'];
const synchronization = ['Synchronization.Read.All'];
const ownedOnly = 'Application.ReadWrite.OwnedBy, on applications that this one owns';
/** Named here, so that nobody grants the reading one only to be asked for the other in the next run. */
const orWriting = `Synchronization.ReadWrite.All, which groupSync: manage needs, or ${ownedOnly}`;
const assigning = {
  needs: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  or: 'a custom Entra role with microsoft.directory/servicePrincipals/appRoleAssignedTo/update, on the one application',
};

/** Every call that is sent to Microsoft Graph, by its route, with what it needs. */
export const graphPermissions = {
  'GET /groups': { needs: groups, to: 'find groups by their names' },
  'GET /groups/{id}': { needs: groups, to: 'read groups' },
  'GET /groups/{id}/members/microsoft.graph.group': {
    needs: groups,
    to: 'find groups inside groups',
  },
  'GET /groups/{id}/members/microsoft.graph.user': {
    needs: groups,
    to: 'list the direct members of a group',
  },
  'GET /groups/{id}/transitiveMembers/microsoft.graph.user': {
    needs: groups,
    to: 'count the people of nested groups',
  },
  'GET /directory/deletedItems/microsoft.graph.group': {
    needs: ['Group.Read.All'],
    to: 'find deleted groups',
  },
  'GET /servicePrincipals': { needs: applications, to: 'find the enterprise application' },
  'GET /servicePrincipals/{id}': { needs: applications, to: 'read the enterprise application' },
  "GET /servicePrincipals(appId='{appId}')": {
    needs: applications,
    to: 'read the enterprise application',
  },
  'GET /servicePrincipals/{id}/appRoleAssignedTo': {
    needs: applications,
    to: 'list the groups assigned to the application',
  },
  'POST /servicePrincipals/{id}/appRoleAssignedTo': {
    ...assigning,
    to: 'assign a group to the application',
  },
  'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{assignmentId}': {
    ...assigning,
    to: 'remove a group from the application',
  },
  'GET /servicePrincipals/{id}/synchronization/jobs': {
    needs: synchronization,
    or: orWriting,
    to: 'find the provisioning job',
  },
  'GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema': {
    needs: synchronization,
    or: orWriting,
    to: 'read the attribute mapping of the provisioning job',
  },
  'GET /servicePrincipals/{id}/synchronization/secrets': {
    needs: synchronization,
    or: orWriting,
    to: 'read the scope of the provisioning job',
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/provisionOnDemand': {
    needs: ['Synchronization.ReadWrite.All'],
    or: ownedOnly,
    to: 'provision a group on demand',
  },
  ...federationRoutes,
} as const satisfies Readonly<Record<`${'GET' | 'POST' | 'DELETE'} /${string}`, GraphPermission>>;

/** A call of Microsoft Graph as its documentation names it: method, and path with `{names}`. */
export type GraphRoute = keyof typeof graphPermissions;

export function permissionOf(route: GraphRoute): GraphPermission {
  return graphPermissions[route];
}
