import type { JsonObject } from '../../../aws/json.ts';
import type { AppRoleAssignment } from '../../world/state.ts';
import type { Tenant } from '../../world/tenant.ts';
import { equality, prefix } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';

/** Undefined where the principal is no more: such an assignment is not listed. */
export function assignmentResource(
  tenant: Tenant,
  assignment: AppRoleAssignment,
): JsonObject | undefined {
  const { principalId, resourceId } = assignment;
  const group = tenant.groups.get(principalId);
  const user = tenant.users.get(principalId);
  const name = group?.displayName ?? user?.displayName;
  if (name === undefined) return undefined;
  return {
    id: assignment.id,
    deletedDateTime: null,
    appRoleId: assignment.appRoleId,
    createdDateTime: new Date(assignment.createdAt).toISOString(),
    principalDisplayName: name,
    principalId,
    principalType: group === undefined ? 'User' : 'Group',
    resourceDisplayName: tenant.servicePrincipals.get(resourceId)?.displayName ?? '',
    resourceId,
  };
}

export const assignmentType: ResourceType = {
  name: 'microsoft.graph.appRoleAssignment',
  resource: 'AppRoleAssignment',
  properties: [
    'id',
    'deletedDateTime',
    'appRoleId',
    'createdDateTime',
    'principalDisplayName',
    'principalId',
    'principalType',
    'resourceDisplayName',
    'resourceId',
  ],
};

/** Not by principal, as often as it is tried. */
export const assignmentFilters: Readonly<Record<string, Filterable>> = {
  principalDisplayName: prefix,
  resourceId: equality,
};
