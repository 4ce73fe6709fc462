import type { Finding } from '../../src/core/diagnostics/finding.ts';
import type { AccountReference } from '../../src/core/model/account.ts';
import type { AccountId, InstanceArn } from '../../src/core/model/ids.ts';
import type { Principal } from '../../src/core/model/principal.ts';
import type {
  AccessControlAttributes,
  ApplicationOperation,
  AssignmentOperation,
  AttributesOperation,
  GroupOperation,
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

export const APPLICATION = 'AWS IAM Identity Center';

/** An object id of Entra's, from any number. */
export function objectId(number: number): string {
  return `9b1c0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A group that Entra has and AWS not yet. */
export function unsynced(name: string, number: number): Principal {
  const entraObjectId = objectId(number);
  return { type: 'GROUP', id: `entra:${entraObjectId}`, name, entraObjectId };
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

export function inEntra(
  kind: GroupOperation['kind'],
  principal: Principal,
  more: Partial<Common> = {},
): GroupOperation {
  const member = { application: objectId(900) };
  return {
    ...common(more),
    id: `${kind} GROUP ${principal.id}`,
    kind,
    permissionSet: null,
    account: null,
    principal,
    before: kind === 'unassign-group-from-application' ? member : null,
    after:
      kind === 'provision-group'
        ? { provisioned: true }
        : kind === 'assign-group-to-application'
          ? member
          : null,
  };
}

/** Its way to AWS from the start: assigned, then provisioned. */
export function bring(principal: Principal, more: Partial<Common> = {}): GroupOperation[] {
  const assign = inEntra('assign-group-to-application', principal, more);
  const requires = [assign.id];
  return [assign, inEntra('provision-group', principal, { requires, ...more })];
}

export function changeAttributes(
  before: AccessControlAttributes | null,
  after: AccessControlAttributes | null,
  more: Partial<Common> = {},
): AttributesOperation {
  return {
    ...common(more),
    id: 'update-access-control-attributes',
    kind: 'update-access-control-attributes',
    permissionSet: null,
    account: null,
    principal: null,
    before,
    after,
  };
}

/** As `directoryFindings` says it of a group that is not in the application. */
export function notAssigned(name: string, more: Partial<Finding> = {}): Finding {
  return finding({
    code: 'group-not-assigned',
    headline: `group "${name}" is not assigned to the enterprise application "${APPLICATION}"`,
    why: 'only groups that are assigned to it reach AWS',
    help: `assign it under Users and groups of "${APPLICATION}"; or let this tool do it with settings.entra.groupSync: manage`,
    causedByHead: true,
    ...more,
  });
}

/** As `directoryFindings` says it of a group that Entra has yet to bring. */
export function notSynced(name: string, more: Partial<Finding> = {}): Finding {
  return finding({
    code: 'group-not-synced',
    headline: `group "${name}" is in Entra and not in AWS yet: its grants wait`,
    why: 'Entra provisions in cycles of about 40 minutes',
    help: 'nothing: the first apply after the next cycle grants what waits',
    causedByHead: true,
    ...more,
  });
}

export function nested(name: string, more: Partial<Finding> = {}): Finding {
  return finding({
    code: 'group-nested',
    headline: `3 people will get nothing from "${name}": they are members only through "${name} Contractors"`,
    why: 'neither sign-in nor provisioning follows groups inside groups',
    help: 'name the inner groups in the rule, or make their people direct members',
    causedByHead: true,
    ...more,
  });
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

/** Findings of a group carry the ids of what the plan does with it. */
function aboutGroup(told: Finding, operations: readonly Operation[]): Finding {
  if (!groupCodes.has(told.code)) return told;
  const about = operations.filter(
    ({ principal }) => principal !== null && told.headline.includes(`"${principal.name}"`),
  );
  return { ...told, operations: about.map(({ id }) => id) };
}

const groupCodes: ReadonlySet<string> = new Set([
  'group-not-assigned',
  'group-not-synced',
  'group-nested',
  'group-not-security-enabled',
]);

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
    reading: { strategy: 'complete', why: null, estimate: { requests: 40, seconds: 2 } },
    operations,
    people: null,
    ...more,
    findings: (more.findings ?? []).map((told) => aboutGroup(told, operations)),
    counts: {
      grants: number(({ kind }) => kind === 'grant'),
      revokes: number(({ kind }) => kind === 'revoke'),
      permissionSetChanges: number(
        ({ principal, permissionSet }) => principal === null && permissionSet !== null,
      ),
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

/** A step about an application of Identity Center, named by its name and the last digits of its ARN. */
export function onApplication(
  kind: ApplicationOperation['kind'],
  principal: Principal,
  name: string,
  more: Partial<Common> = {},
): ApplicationOperation {
  const arn = `arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-${name}`;
  const isGiven = kind === 'assign-application';
  return {
    ...common(more),
    id: `${kind} ${arn} ${principal.type} ${principal.id}`,
    kind,
    permissionSet: null,
    account: null,
    principal,
    application: { arn, name },
    before: isGiven ? null : { application: arn },
    after: isGiven ? { application: arn } : null,
  };
}
