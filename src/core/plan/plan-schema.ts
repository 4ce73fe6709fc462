import * as z from 'zod';
import { catalog, type DiagnosticCode } from '../diagnostics/catalog.ts';
import {
  isAccountId,
  isInstanceArn,
  isPermissionSetArn,
  type AccountId,
  type InstanceArn,
  type PermissionSetArn,
} from '../model/ids.ts';
import { PLAN_SCHEMA, type Plan } from './plan.ts';

// A string in JSON and in the published schema; a checked brand in the program.
const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .pipe(z.custom<AccountId>((value) => typeof value === 'string' && isAccountId(value)));
const instanceArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sso:::instance\//)
  .pipe(z.custom<InstanceArn>((value) => typeof value === 'string' && isInstanceArn(value)));
const permissionSetArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sso:::permissionSet\//)
  .pipe(
    z.custom<PermissionSetArn>((value) => typeof value === 'string' && isPermissionSetArn(value)),
  );
const diagnosticCode = z
  .string()
  .pipe(
    z.custom<DiagnosticCode>((value) => typeof value === 'string' && Object.hasOwn(catalog, value)),
  );

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.int().nonnegative();

const origin = z.object({ file: z.string(), line: z.int().positive() });
const account = z.object({ id: accountId, name: z.string() });
const principal = z.object({
  type: z.enum(['GROUP', 'USER']),
  id: z.string(),
  name: z.string(),
  entraObjectId: z.string().nullable(),
});

const warning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('administrator'), because: z.string() }),
  z.object({ kind: z.literal('last-assignment') }),
  z.object({ kind: z.literal('rename-cost'), from: z.string(), accounts: number }),
  z.object({ kind: z.literal('expires'), at: z.string() }),
  z.object({ kind: z.literal('expired'), at: z.string() }),
  z.object({ kind: z.literal('ghost') }),
  z.object({ kind: z.literal('group-recreated'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('repairs-drift'), fields: z.array(z.string()) }),
  z.object({
    kind: z.literal('tag-in-policies'),
    key: z.string(),
    permissionSets: z.array(z.string()),
  }),
  z.object({ kind: z.literal('ownership'), text: z.string() }),
  z.object({ kind: z.literal('reason'), text: z.string() }),
]);

const customerManagedPolicy = z.object({ name: z.string(), path: z.string() });
const boundary = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('aws-managed'), arn: z.string() }),
  z.object({ kind: z.literal('customer-managed'), policy: customerManagedPolicy }),
]);
const fields = z.object({
  description: z.exactOptional(z.string().nullable()),
  sessionDuration: z.exactOptional(number),
  relayState: z.exactOptional(z.string().nullable()),
  managedPolicies: z.exactOptional(z.array(z.string())),
  customerManagedPolicies: z.exactOptional(z.array(customerManagedPolicy)),
  inlinePolicy: z.exactOptional(z.string().nullable()),
  permissionsBoundary: z.exactOptional(boundary.nullable()),
  tags: z.exactOptional(z.record(z.string(), z.string().nullable())),
});
const ownership = z.object({ owner: z.string().nullable() });
const assigned = z.object({ assigned: z.literal(true) });

const common = {
  id: z.string(),
  digest,
  cause: z.enum(['change', 'pending', 'expiry', 'new-account', 'drift']),
  status: z.enum(['planned', 'held', 'blocked', 'waiting']),
  reason: z.string().nullable(),
  origins: z.array(origin),
  warnings: z.array(warning),
  requires: z.array(z.string()),
};
const aboutSet = { ...common, permissionSet: z.string(), account: z.null(), principal: z.null() };
const aboutNoSet = { ...common, permissionSet: z.null(), account: z.null() };
const application = z.object({ arn: z.string(), name: z.string() });
const membership = z.object({ application: z.string() });
const attributes = z.record(z.string(), z.string());

const operation = z.discriminatedUnion('kind', [
  z.object({
    ...aboutSet,
    kind: z.enum(['create-permission-set', 'update-permission-set', 'delete-permission-set']),
    before: fields.nullable(),
    after: fields.nullable(),
  }),
  z.object({
    ...aboutSet,
    kind: z.enum(['adopt-permission-set', 'release-permission-set']),
    before: ownership,
    after: ownership,
  }),
  z.object({
    ...aboutSet,
    kind: z.literal('provision-permission-set'),
    before: z.null(),
    after: z.object({ contentDigest: z.string() }),
    accounts: z.array(account),
  }),
  z.object({
    ...aboutNoSet,
    kind: z.enum([
      'assign-group-to-application',
      'provision-group',
      'unassign-group-from-application',
    ]),
    principal,
    before: membership.nullable(),
    after: z.union([membership, z.object({ provisioned: z.literal(true) })]).nullable(),
  }),
  z.object({
    ...aboutNoSet,
    kind: z.enum(['assign-application', 'unassign-application']),
    principal,
    application,
    before: membership.nullable(),
    after: membership.nullable(),
  }),
  z.object({
    ...aboutNoSet,
    kind: z.literal('update-access-control-attributes'),
    principal: z.null(),
    before: attributes.nullable(),
    after: attributes.nullable(),
  }),
  z.object({
    ...common,
    permissionSet: z.string(),
    kind: z.enum(['grant', 'revoke']),
    account,
    principal,
    before: assigned.nullable(),
    after: assigned.nullable(),
  }),
]);

const finding = z.object({
  code: diagnosticCode,
  severity: z.enum(['error', 'warning', 'info']),
  headline: z.string(),
  why: z.string().nullable(),
  help: z.string().nullable(),
  origin: origin.nullable(),
  causedByHead: z.boolean(),
  operations: z.array(z.string()),
});

const counts = z.object({
  grants: number,
  revokes: number,
  permissionSetChanges: number,
  held: number,
  blocked: number,
  waiting: number,
  drift: number,
  unmanagedPermissionSets: number,
  ignoredAssignments: number,
  userAssignments: number,
  desiredAssignments: number,
});

const reading = z.object({
  strategy: z.enum(['touched', 'by-group', 'complete']),
  why: z.string().nullable(),
  estimate: z.object({ requests: number, seconds: number }),
});

const peopleChange = z.object({
  effect: z.enum(['gains', 'loses', 'keeps']),
  principal,
  permissionSet: z.string(),
  accounts: z.array(account),
  administrator: z.string().nullable(),
  total: number,
  names: z.array(z.string()),
  unnamed: number,
  through: z.array(z.string().nullable()),
  lastWayIn: number.nullable(),
  unless: z.array(z.string()),
});
const applicationChange = z.object({
  effect: z.enum(['gains', 'loses', 'keeps']),
  principal,
  application,
  total: number,
  names: z.array(z.string()),
  unnamed: number,
  through: z.array(z.string().nullable()),
  unless: z.array(z.string()),
});
const people = z.object({
  source: z.enum(['entra', 'identity-store']),
  show: z.enum(['names', 'counts']),
  counts: z.object({
    gain: number,
    lose: number,
    keep: number,
    gainAdministrator: number,
    administratorAccounts: number,
    loseLastWayIn: number.nullable(),
  }),
  changes: z.array(peopleChange),
  applications: z.array(applicationChange),
  leftOut: number,
  unnamed: number,
  reach: z.array(
    z.object({
      permissionSet: z.string(),
      people: number,
      accounts: number,
      unknown: number,
      becomesAdministrator: z.string().nullable(),
    }),
  ),
  unknown: z.array(z.object({ principal, why: z.string() })),
  nested: z.array(z.object({ principal, people: number })),
  netOf: z.enum(['aws', 'files']),
});

/** The plan JSON. Unknown keys are dropped: a later version of this schema may add some. */
export const planSchema = z.object({
  schema: z.literal(PLAN_SCHEMA),
  digest,
  instance: instanceArn,
  owner: z.string(),
  head: z.string(),
  base: z.string().nullable(),
  exhaustive: z.boolean(),
  reading,
  operations: z.array(operation),
  findings: z.array(finding),
  counts,
  undeclaredSets: z
    .array(
      z.object({ name: z.string(), arn: permissionSetArn, administrator: z.string().nullable() }),
    )
    .optional(),
  people: people.nullable(),
}) satisfies z.ZodType<Plan>;

/** The published JSON Schema of the plan. */
export function planJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(planSchema, { io: 'input', target: 'draft-7' }) };
}
