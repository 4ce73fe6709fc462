import type { Finding } from '../../src/core/diagnostics/finding.ts';
import type { AccountReference } from '../../src/core/model/account.ts';
import type { AccountId, InstanceArn } from '../../src/core/model/ids.ts';
import type { Principal } from '../../src/core/model/principal.ts';
import type {
  AssignmentOperation,
  Operation,
  OperationWarning,
  PermissionSetFields,
  PermissionSetOperation,
  ProvisionOperation,
} from '../../src/core/plan/operation.ts';
import { PLAN_SCHEMA, type Plan } from '../../src/core/plan/plan.ts';

export const HEAD = '5d1c0e2a9b8c7d6e5f40312233445566778899aa';
export const BASE = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
export const DIGEST = '3f9a1c2b7d405e6f8091a2b3c4d5e6f7081928374655647382910abcdef01234';

export function account(name: string, id: string | number): AccountReference {
  return { name, id: String(id).padStart(12, '0') as AccountId };
}

export function group(name: string): Principal {
  return { type: 'GROUP', id: `id-of-${name}`, name, entraObjectId: null };
}

export function user(name: string): Principal {
  return { type: 'USER', id: `id-of-${name}`, name, entraObjectId: null };
}

type Common = Pick<
  Operation,
  'cause' | 'status' | 'reason' | 'origins' | 'warnings' | 'requires' | 'digest'
>;

function common(more: Partial<Common>): Common {
  return {
    digest: DIGEST,
    cause: 'change',
    status: 'planned',
    reason: null,
    origins: [],
    warnings: [],
    requires: [],
    ...more,
  };
}

function assignment(
  kind: 'grant' | 'revoke',
  principal: Principal,
  permissionSet: string,
  where: AccountReference,
  more: Partial<Common>,
): AssignmentOperation {
  return {
    ...common(more),
    id: `${kind} ${permissionSet} ${where.id} ${principal.id}`,
    kind,
    permissionSet,
    principal,
    account: where,
    before: kind === 'grant' ? null : { assigned: true },
    after: kind === 'grant' ? { assigned: true } : null,
  };
}

export function grants(
  principal: Principal,
  permissionSet: string,
  accounts: readonly AccountReference[],
  more: Partial<Common> = {},
): AssignmentOperation[] {
  return accounts.map((where) => assignment('grant', principal, permissionSet, where, more));
}

export function revokes(
  principal: Principal,
  permissionSet: string,
  accounts: readonly AccountReference[],
  more: Partial<Common> = {},
): AssignmentOperation[] {
  return accounts.map((where) => assignment('revoke', principal, permissionSet, where, more));
}

export function changeSet(
  permissionSet: string,
  before: PermissionSetFields | null,
  after: PermissionSetFields | null,
  more: Partial<Common> = {},
): PermissionSetOperation {
  const kind =
    before === null
      ? 'create-permission-set'
      : after === null
        ? 'delete-permission-set'
        : 'update-permission-set';
  return {
    ...common(more),
    id: `${kind} ${permissionSet}`,
    kind,
    permissionSet,
    account: null,
    principal: null,
    before,
    after,
  };
}

export function provision(
  permissionSet: string,
  accounts: readonly AccountReference[],
  more: Partial<Common> = {},
): ProvisionOperation {
  return {
    ...common(more),
    id: `provision-permission-set ${permissionSet}`,
    kind: 'provision-permission-set',
    permissionSet,
    account: null,
    principal: null,
    before: null,
    after: { contentDigest: DIGEST },
    accounts,
  };
}

export function finding(more: Partial<Finding> & Pick<Finding, 'headline'>): Finding {
  return {
    code: 'unknown-group',
    severity: 'warning',
    why: null,
    help: null,
    origin: null,
    causedByHead: false,
    operations: [],
    ...more,
  };
}

export function at(file: string, line: number): { origins: { file: string; line: number }[] } {
  return { origins: [{ file, line }] };
}

export const administrator: OperationWarning = {
  kind: 'administrator',
  because: 'it attaches AdministratorAccess',
};

/** A plan of these operations, its counts worked out as the real one does. */
export function plan(
  operations: readonly Operation[],
  more: Partial<Omit<Plan, 'counts'>> & { readonly counts?: Partial<Plan['counts']> } = {},
): Plan {
  const own = operations.filter(({ cause }) => cause !== 'drift');
  const number = (test: (operation: Operation) => boolean): number => own.filter(test).length;
  return {
    schema: PLAN_SCHEMA,
    digest: DIGEST,
    instance: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' as InstanceArn,
    owner: 'platform',
    head: HEAD,
    base: BASE,
    exhaustive: true,
    operations,
    findings: [],
    ...more,
    counts: {
      grants: number(({ kind }) => kind === 'grant'),
      revokes: number(({ kind }) => kind === 'revoke'),
      permissionSetChanges: number(({ principal }) => principal === null),
      held: number(({ status }) => status === 'held'),
      blocked: number(({ status }) => status === 'blocked'),
      waiting: number(({ status }) => status === 'waiting'),
      drift: operations.length - own.length,
      unmanagedPermissionSets: 0,
      ignoredAssignments: 0,
      userAssignments: 0,
      desiredAssignments: 96,
      ...more.counts,
    },
  };
}
