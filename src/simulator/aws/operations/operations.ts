import type { Operations } from '../context.ts';
import type { ServiceName } from '../models/served-operations.ts';
import { policyValidation } from './accessanalyzer/policy-validation.ts';
import { eventHistory } from './cloudtrail/lookup-events.ts';
import { trails } from './cloudtrail/trails.ts';
import { groups } from './identitystore/groups.ts';
import { memberships } from './identitystore/memberships.ts';
import { users } from './identitystore/users.ts';
import { accounts } from './organizations/accounts.ts';
import { organization } from './organizations/organization.ts';
import { accessControl } from './sso-admin/access-control.ts';
import { applications } from './sso-admin/applications.ts';
import { assignmentLists } from './sso-admin/assignment-lists.ts';
import { assignments } from './sso-admin/assignments.ts';
import { inlinePolicy } from './sso-admin/inline-policy.ts';
import { instances } from './sso-admin/instances.ts';
import { managedPolicies } from './sso-admin/managed-policies.ts';
import { permissionSets } from './sso-admin/permission-sets.ts';
import { permissionsBoundary } from './sso-admin/permissions-boundary.ts';
import { provisioning } from './sso-admin/provisioning.ts';
import { tags } from './sso-admin/tags.ts';

export const operations: Readonly<Record<ServiceName, Operations>> = {
  'sso-admin': {
    ...instances,
    ...permissionSets,
    ...managedPolicies,
    ...inlinePolicy,
    ...permissionsBoundary,
    ...tags,
    ...provisioning,
    ...assignments,
    ...assignmentLists,
    ...accessControl,
    ...applications,
  },
  identitystore: { ...groups, ...users, ...memberships },
  organizations: { ...organization, ...accounts },
  cloudtrail: { ...trails, ...eventHistory },
  accessanalyzer: policyValidation,
};
