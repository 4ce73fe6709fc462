import { canonicalPolicyText } from '../../../src/core/model/canonical-policy.ts';
import { parseDuration } from '../../../src/core/model/parse-duration.ts';
import type { PermissionsBoundary } from '../../../src/core/model/permission-set.ts';
import type {
  ApplicationOperation,
  Operation,
  PermissionSetFields,
} from '../../../src/core/plan/operation.ts';
import type { WorldDump } from '../../../src/simulator/aws/world/dump.ts';

type LiveSet = WorldDump['permissionSets'][number];

/** How far the world is with an operation: as it was, as it is to become, or somewhere in between. */
export type HowFar = 'after' | 'before' | 'between';

const ownership = 'identity-center-reconciler';

/** What a person with a console would say of one operation. Null where nobody can tell. */
export function howFar(operation: Operation, live: WorldDump): HowFar | null {
  switch (operation.kind) {
    case 'grant':
      return isAssigned(operation, live) ? 'after' : 'before';
    case 'revoke':
      return isAssigned(operation, live) ? 'before' : 'after';
    case 'create-permission-set':
    case 'update-permission-set':
    case 'delete-permission-set': {
      const set = setOf(operation, live);
      if (isSo(set, operation.after)) return 'after';
      return isSo(set, operation.before) ? 'before' : 'between';
    }
    case 'adopt-permission-set':
    case 'release-permission-set': {
      const owner = setOf(operation, live)?.tags[ownership] ?? null;
      return owner === operation.after.owner ? 'after' : 'before';
    }
    case 'provision-permission-set': {
      const roles = live.provisioned.filter(
        ({ permissionSet, role }) => permissionSet === operation.permissionSet && role !== null,
      );
      // Before its set is edited nothing is stale, and nothing is as it is to become.
      return roles.every(({ latest }) => latest) ? null : 'before';
    }
    case 'update-access-control-attributes': {
      const now = JSON.stringify(live.accessControlAttributes);
      if (now === JSON.stringify(operation.after)) return 'after';
      return now === JSON.stringify(operation.before) ? 'before' : 'between';
    }
    case 'assign-application':
      return hasApplication(operation, live) ? 'after' : 'before';
    case 'unassign-application':
      return hasApplication(operation, live) ? 'before' : 'after';
    case 'assign-group-to-application':
    case 'provision-group':
    case 'unassign-group-from-application':
      throw new Error('no story of faults has a tenant');
  }
}

function setOf({ permissionSet }: Operation, live: WorldDump): LiveSet | undefined {
  return live.permissionSets.find(({ name }) => name === permissionSet);
}

function hasApplication(
  { application, principal }: ApplicationOperation,
  live: WorldDump,
): boolean {
  const found = live.applications.find(({ arn }) => arn === application.arn);
  return found?.assigned.includes(`${principal.type} ${principal.name}`) ?? false;
}

function isAssigned(operation: Operation, live: WorldDump): boolean {
  return live.assignments.some(
    ({ principalId, permissionSet, account }) =>
      principalId === operation.principal?.id &&
      permissionSet === operation.permissionSet &&
      account === operation.account?.name,
  );
}

/** Null stands for a set that is not there. */
function isSo(set: LiveSet | undefined, fields: PermissionSetFields | null): boolean {
  if (set === undefined || fields === null) return set === undefined && fields === null;
  const { tags = {}, ...rest } = fields;
  const live = fieldsOf(set);
  return (
    Object.entries(rest).every(
      ([name, value]) => text(live[name as keyof typeof live]) === text(comparable(name, value)),
    ) && Object.entries(tags).every(([key, value]) => (set.tags[key] ?? null) === value)
  );
}

function fieldsOf(set: LiveSet) {
  const { description, sessionDuration, relayState, managedPolicies, inlinePolicy } = set;
  return {
    description,
    sessionDuration: parseDuration(sessionDuration),
    relayState,
    managedPolicies,
    customerManagedPolicies: set.customerManagedPolicies,
    inlinePolicy: inlinePolicy === null ? null : canonicalPolicyText(inlinePolicy),
    permissionsBoundary: set.permissionsBoundary,
  };
}

function comparable(name: string, value: unknown): unknown {
  if (name === 'customerManagedPolicies') {
    return (value as NonNullable<PermissionSetFields['customerManagedPolicies']>)
      .map((policy) => policy.path + policy.name)
      .toSorted();
  }
  if (name === 'managedPolicies') return (value as readonly string[]).toSorted();
  if (name !== 'permissionsBoundary' || value === null) return value;
  const boundary = value as PermissionsBoundary;
  return boundary.kind === 'aws-managed'
    ? boundary.arn
    : boundary.policy.path + boundary.policy.name;
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null);
}
