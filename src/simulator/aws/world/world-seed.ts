import * as z from 'zod';
import { accountStates } from './state.ts';

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const tags = z.record(z.string(), z.string()).default({});
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not a date');

/** `Name`, `/path/Name` or both apart. */
const customerPolicy = z.union([
  z.string().transform((text) => {
    const cut = text.lastIndexOf('/') + 1;
    return { name: text.slice(cut), path: cut === 0 ? '/' : text.slice(0, cut) };
  }),
  z.strictObject({ name: z.string(), path: z.string().default('/') }),
]);

const content = {
  /** `PT1H` if omitted. */
  sessionDuration: z.string().optional(),
  relayState: z.string().optional(),
  /** Name or path and name of AWS's policies (`PowerUserAccess`), or ARNs. */
  managedPolicies: z.array(z.string()).optional(),
  customerManagedPolicies: z.array(customerPolicy).optional(),
  /** The policy as JSON or as its exact text. */
  inlinePolicy: z.union([z.string(), z.record(z.string(), z.json())]).optional(),
  permissionsBoundary: z
    .union([
      z.strictObject({ managedPolicy: z.string() }),
      z.strictObject({ customerManagedPolicy: customerPolicy }),
    ])
    .optional(),
};

const account = z.strictObject({
  name: z.string(),
  id: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  management: z.boolean().default(false),
  /** Names from the root down: `/Workloads/Prod`. The units need no other mention. */
  ou: z.string().startsWith('/').default('/'),
  email: z.string().optional(),
  tags,
  state: z.enum(accountStates).default('ACTIVE'),
  joined: instant.default('2020-01-01T00:00:00Z'),
  joinedMethod: z.enum(['CREATED', 'INVITED']).default('CREATED'),
  policies: z.array(z.string()).default([]),
});

const identity = {
  id: z.string().optional(),
  /** Entra's object id as SCIM stores it; derived from the name if omitted, none if null. */
  externalId: z.string().nullable().optional(),
};

const group = z.union([
  z.array(z.string()).transform((members) => ({
    members,
    id: undefined,
    externalId: undefined,
    description: undefined,
  })),
  z.strictObject({
    ...identity,
    /** User names; users that the seed does not list are made. */
    members: z.array(z.string()).default([]),
    description: z.string().optional(),
  }),
]);

const user = z.strictObject({
  ...identity,
  displayName: z.string().optional(),
  email: z.string().optional(),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
});

const assignment = z
  .strictObject({
    group: names.optional(),
    user: names.optional(),
    /** A group that was deleted: its assignments are still listed. */
    deletedGroup: names.optional(),
    deletedUser: names.optional(),
    permissionSet: names,
    account: names,
  })
  .refine(
    (row) =>
      [row.group, row.user, row.deletedGroup, row.deletedUser].some((who) => who !== undefined),
    'say who: group, user, deletedGroup or deletedUser',
  );

/** A pair that is behind its permission set, or that is provisioned and has no assignment. */
const provisioned = z.strictObject({
  permissionSet: names,
  account: names,
  /** What was provisioned there, where it differs from the set as it is now; `{}`: only older. */
  was: z.strictObject(content).optional(),
});

const trail = z.strictObject({
  name: z.string(),
  everyRegion: z.boolean().default(true),
  wholeOrganization: z.boolean().default(true),
  logging: z.boolean().default(true),
});

const application = z.strictObject({
  /** Not unique: AWS lets two have the same. */
  name: z.string().min(1).max(100),
  /** Derived from the name if omitted. */
  arn: z.string().optional(),
  /** The account it was made from, by name or id; the management account if omitted. */
  accountId: z.string().optional(),
  /** `custom` is a customer managed one; `sagemaker`, `redshift` and the like are AWS's own. */
  provider: z
    .string()
    .regex(/^[a-zA-Z0-9-/]+$/)
    .default('custom'),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  /** Null: AWS refuses to say, as it was seen to for AWS Client VPN. */
  assignmentRequired: z.boolean().nullable().default(true),
  groups: z.array(z.string()).default([]),
  users: z.array(z.string()).default([]),
  /** Groups that were deleted. */
  deletedGroups: z.array(z.string()).default([]),
});

/**
 * An organization as a file. Accounts, sets and principals are meant by name; ids follow from the
 * names unless given.
 */
export const worldSeed = z.strictObject({
  partition: z
    .string()
    .regex(/^aws(-[a-z]{1,5}){0,3}$/)
    .default('aws'),
  region: z.string().default('eu-west-1'),
  /** Regions that answer for the identity store too. */
  replicaRegions: z.array(z.string()).default([]),
  instanceName: z.string().optional(),
  /** Distinguishes the ids of two organizations with the same names in them. */
  organization: z.string().default('example'),
  /** The account with delegated administration of Identity Center. */
  delegate: z.string().optional(),
  /** Account instances of Identity Center that ListInstances also shows. */
  accountInstances: z.array(z.strictObject({ account: z.string() })).default([]),
  /** An account `management` is added if none has `management: true`. */
  accounts: z.array(account).default([]),
  /** Units without accounts; units with accounts need no mention. */
  organizationalUnits: z.array(z.string().startsWith('/')).default([]),
  policiesInEveryAccount: z.array(z.string()).default([]),
  /** The AWS managed policies that exist, as `name` or `path/name`; all if omitted. */
  awsPolicies: z.array(z.string()).optional(),
  users: z.record(z.string(), user).default({}),
  groups: z.record(z.string(), group).default({}),
  permissionSets: z
    .record(z.string(), z.strictObject({ description: z.string().optional(), tags, ...content }))
    .default({}),
  assignments: z.array(assignment).default([]),
  /** Sources by attribute key: `{ Department: '${path:enterprise.department}' }`; not enabled if omitted. */
  accessControlAttributes: z.record(z.string(), z.string()).optional(),
  applications: z.array(application).default([]),
  /** Of CloudTrail, in the management account. */
  trails: z.array(trail).default([]),
  provisioned: z.array(provisioned).default([]),
});

export type WorldSeed = z.input<typeof worldSeed>;
export type CheckedSeed = z.output<typeof worldSeed>;
export type SeedContent = NonNullable<CheckedSeed['provisioned'][number]['was']>;
