import * as z from 'zod';

const guid = z.guid();
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not a date');

const user = z.strictObject({
  id: guid.optional(),
  displayName: z.string().optional(),
  /** From the principal name if omitted, none if null. */
  givenName: z.string().nullable().optional(),
  surname: z.string().nullable().optional(),
  /** The user principal name if omitted, none if null. */
  mail: z.string().nullable().optional(),
  enabled: z.boolean().default(true),
});

const groupParts = z.strictObject({
  id: guid.optional(),
  /** The key if omitted. Names need not be unique, keys are. */
  displayName: z.string().optional(),
  description: z.string().optional(),
  /** User principal names, and keys of groups. Users that the seed does not list are made. */
  members: z.array(z.string()).default([]),
  securityEnabled: z.boolean().default(true),
  mailEnabled: z.boolean().default(false),
  mailNickname: z.string().optional(),
  groupTypes: z.array(z.enum(['Unified', 'DynamicMembership'])).default([]),
  membershipRule: z.string().optional(),
  assignableToRole: z.boolean().default(false),
  onPremises: z.boolean().default(false),
  visibility: z.enum(['Public', 'Private', 'HiddenMembership']).optional(),
  /** When it was deleted, where it waits among the deleted ones. */
  deleted: instant.optional(),
});

const group = z.union([
  z.array(z.string()).transform((members) => groupParts.parse({ members })),
  groupParts,
]);

export const secretParts = z.strictObject({ value: z.string(), expires: instant.optional() });

export const federatedCredential = z.strictObject({
  name: z.string().optional(),
  issuer: z.string(),
  subject: z.string(),
  audiences: z.array(z.string()).default(['api://AzureADTokenExchange']),
});

/** An app registration that signs in by itself: what the reconciler is for Entra. */
const client = z.strictObject({
  appId: guid.optional(),
  id: guid.optional(),
  servicePrincipalId: guid.optional(),
  /** Application permissions of Microsoft Graph that an administrator consented to. */
  permissions: z.array(z.string()).default([]),
  secrets: z
    .array(z.union([z.string().transform((value) => secretParts.parse({ value })), secretParts]))
    .default([]),
  federated: z.array(federatedCredential).default([]),
  /** Enterprise apps that it has a custom role for, with servicePrincipals/appRoleAssignedTo/update. */
  assigns: z.array(z.string()).default([]),
  /** Enterprise apps that it is an owner of, which is all that OwnedBy permissions reach. */
  owns: z.array(z.string()).default([]),
});

const certificate = z.strictObject({
  /** SHA-1 in hex; derived if omitted. */
  thumbprint: z
    .string()
    .regex(/^[\dA-F]{40}$/)
    .optional(),
  starts: instant.default('2025-01-01T00:00:00Z'),
  ends: instant.default('2028-01-01T00:00:00Z'),
  active: z.boolean().default(true),
});

export const quarantine = z.strictObject({
  reason: z
    .enum([
      'EncounteredBaseEscrowThreshold',
      'EncounteredTotalEscrowThreshold',
      'EncounteredEscrowProportionThreshold',
      'EncounteredQuarantineException',
      'QuarantinedOnDemand',
      'TooManyDeletes',
      'IngestionInterrupted',
      'Unknown',
    ])
    .default('EncounteredQuarantineException'),
  since: instant.optional(),
  code: z.string().default('SystemForCrossDomainIdentityManagementUnauthorized'),
  message: z.string().default('The credentials of the target system are not valid.'),
});

const provisioning = z.strictObject({
  id: z.string().optional(),
  state: z.enum(['NotConfigured', 'NotRun', 'Active', 'Paused']).default('Active'),
  quarantine: quarantine.optional(),
  /** When the latest cycle ended; the start of the simulation if omitted, never for NotRun. */
  lastRun: instant.optional(),
  /** What the latest cycle came to. */
  lastResult: z.enum(['Succeeded', 'Failed', 'EntryLevelErrors']).default('Succeeded'),
  scope: z.enum(['assigned', 'all']).default('assigned'),
  skipOutOfScopeDeletions: z.boolean().default(false),
  notifications: z.string().optional(),
  /** False: the SCIM token has expired, and nothing can be written. */
  tokenValid: z.boolean().default(true),
  tooManyDeletes: z.number().int().optional(),
  mappings: z
    .strictObject({
      /** What is stored as a group's external id; null: nothing. */
      groupExternalId: z.enum(['objectId', 'displayName']).nullable().default('objectId'),
      /** What a group is found again by when it is not linked yet. */
      groupMatch: z.enum(['displayName', 'externalId']).default('displayName'),
      userName: z.enum(['userPrincipalName', 'mail']).default('userPrincipalName'),
      /** What is sent as a user's family name, without which AWS takes nobody; null: nothing. */
      userFamilyName: z.enum(['surname']).nullable().default('surname'),
      userExternalId: z.enum(['objectId', 'mailNickname']).nullable().default('objectId'),
      /** Whether groups are provisioned at all. */
      groups: z.boolean().default(true),
    })
    .prefault({}),
});

const enterpriseApp = z.strictObject({
  id: guid.optional(),
  appId: guid.optional(),
  applicationId: guid.optional(),
  /** `null`: not from the gallery. */
  template: z
    .union([z.enum(['iam-identity-center', 'single-account']), guid])
    .nullable()
    .default('iam-identity-center'),
  displayName: z.string().optional(),
  enabled: z.boolean().default(true),
  assignmentRequired: z.boolean().default(true),
  /** Groups by key and users by principal name, with the role `User` unless another one is said. */
  assigned: z
    .array(
      z.union([
        z.string().transform((principal) => ({ principal, role: undefined })),
        z.strictObject({ principal: z.string(), role: z.string().optional() }),
      ]),
    )
    .default([]),
  /** Names of app roles; the gallery app's own if omitted. */
  roles: z.array(z.string()).default(['User', 'msiam_access']),
  saml: z
    .strictObject({
      mode: z.enum(['saml', 'password', 'oidc', 'notSupported']).nullable().default('saml'),
      loginUrl: z.string().nullable().default(null),
      identifiers: z.array(z.string()).default([]),
      replyUrls: z.array(z.string()).default([]),
      notify: z.array(z.string()).default([]),
      certificates: z.array(certificate).default([certificate.parse({})]),
      claimsPolicies: z.array(z.record(z.string(), z.json())).default([]),
    })
    .prefault({}),
  /** `null`: never set up. */
  provisioning: provisioning.nullable().default(provisioning.parse({})),
});

/**
 * A tenant as a file. Everything is meant by name or key; ids follow from these unless given, and
 * groups and users get the ids that the simulated identity store takes for their external ids.
 */
export const tenantSeed = z.strictObject({
  tenant: z
    .strictObject({
      id: guid.optional(),
      displayName: z.string().default('Example'),
      domain: z.string().default('example.onmicrosoft.com'),
      /** Service plans: without AAD_PREMIUM there are no provisioning logs. */
      servicePlans: z.array(z.string()).default(['AAD_PREMIUM', 'AAD_PREMIUM_P2']),
      /** Of the subscription that holds the plans, as Graph's `capabilityStatus` has it. */
      subscription: z
        .enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut'])
        .default('Enabled'),
    })
    .prefault({}),
  users: z.record(z.string(), user).default({}),
  groups: z.record(z.string(), group).default({}),
  apps: z.record(z.string(), client).default({}),
  enterpriseApps: z.record(z.string(), enterpriseApp).default({}),
  /** As Graph shows them; enterprise apps and groups may be meant by name. */
  conditionalAccess: z.record(z.string(), z.record(z.string(), z.json())).default({}),
});

export type TenantSeed = z.input<typeof tenantSeed>;
export type CheckedTenantSeed = z.output<typeof tenantSeed>;
export type SeedEnterpriseApp = CheckedTenantSeed['enterpriseApps'][string];
export type SeedGroup = CheckedTenantSeed['groups'][string];
export type GroupOptions = z.input<typeof groupParts>;
export type UserOptions = z.input<typeof user>;
export type FederatedOptions = z.input<typeof federatedCredential>;
export type QuarantineOptions = z.input<typeof quarantine>;
export const groupSeed = groupParts;
export const userSeed = user;
