import type { Origin } from '../diagnostics/finding.ts';
import type { AccessControlAttributes } from '../model/access-control.ts';
import type { AccountReference } from '../model/account.ts';
import type { CustomerManagedPolicy, PermissionsBoundary } from '../model/permission-set.ts';
import type { NamedApplication } from '../model/application.ts';
import type { Principal } from '../model/principal.ts';

export type Cause = 'change' | 'pending' | 'expiry' | 'new-account' | 'drift';
export type OperationStatus = 'planned' | 'held' | 'blocked' | 'waiting';

export type { Origin } from '../diagnostics/finding.ts';
export type { AccessControlAttributes } from '../model/access-control.ts';
export type { AccountReference } from '../model/account.ts';

/**
 * The fields of a permission set that an operation writes, and no others. `tags` maps a key to null
 * where the tag is absent. `inlinePolicy` is canonical JSON text, `sessionDuration` seconds.
 */
export interface PermissionSetFields {
  readonly description?: string | null;
  readonly sessionDuration?: number;
  readonly relayState?: string | null;
  readonly managedPolicies?: readonly string[];
  readonly customerManagedPolicies?: readonly CustomerManagedPolicy[];
  readonly inlinePolicy?: string | null;
  readonly permissionsBoundary?: PermissionsBoundary | null;
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** A re-provisioning's state: the content that the roles will have, as a digest. */
export interface ProvisionedContent {
  readonly contentDigest: string;
}

export interface Assigned {
  readonly assigned: true;
}

export interface Ownership {
  /** Value of the ownership tag; null where it is absent. */
  readonly owner: string | null;
}

interface OperationCommon {
  /** Stable and readable: kind, set, account, principal. */
  readonly id: string;
  /** sha256 over instance, kind, account id, set name, principal, before and after; 64 hex digits. */
  readonly digest: string;
  readonly cause: Cause;
  readonly status: OperationStatus;
  /** Why it is held, blocked or waiting; null when planned. */
  readonly reason: string | null;
  readonly origins: readonly Origin[];
  readonly warnings: readonly OperationWarning[];
  /** Ids of operations without which this one must not be applied. */
  readonly requires: readonly string[];
}

interface AboutPermissionSet extends OperationCommon {
  /** Its name. */
  readonly permissionSet: string;
}

/** A property of an operation that a reviewer should know; the report puts it into words. */
export type OperationWarning =
  | { readonly kind: 'administrator'; readonly because: string }
  | { readonly kind: 'last-assignment' }
  | { readonly kind: 'rename-cost'; readonly from: string; readonly accounts: number }
  | { readonly kind: 'expires'; readonly at: string }
  | { readonly kind: 'expired'; readonly at: string }
  | { readonly kind: 'ghost' }
  | { readonly kind: 'group-recreated'; readonly from: string; readonly to: string }
  /** Of a permission set, or keys of attributes for access control. */
  | { readonly kind: 'repairs-drift'; readonly fields: readonly string[] }
  /** Inline policies that read the session tag of an attribute which is added, changed or removed. */
  | {
      readonly kind: 'tag-in-policies';
      readonly key: string;
      readonly permissionSets: readonly string[];
    }
  | { readonly kind: 'ownership'; readonly text: string }
  | { readonly kind: 'reason'; readonly text: string };

export interface PermissionSetOperation extends AboutPermissionSet {
  readonly kind: 'create-permission-set' | 'update-permission-set' | 'delete-permission-set';
  readonly account: null;
  readonly principal: null;
  /** Null for a create. */
  readonly before: PermissionSetFields | null;
  /** Null for a delete. */
  readonly after: PermissionSetFields | null;
}

export interface OwnershipOperation extends AboutPermissionSet {
  readonly kind: 'adopt-permission-set' | 'release-permission-set';
  readonly account: null;
  readonly principal: null;
  readonly before: Ownership;
  readonly after: Ownership;
}

export interface ProvisionOperation extends AboutPermissionSet {
  readonly kind: 'provision-permission-set';
  readonly account: null;
  readonly principal: null;
  readonly before: null;
  readonly after: ProvisionedContent;
  /** Accounts known or expected to be stale; left out of the digest. */
  readonly accounts: readonly AccountReference[];
}

export interface AssignmentOperation extends AboutPermissionSet {
  readonly kind: 'grant' | 'revoke';
  readonly account: AccountReference;
  readonly principal: Principal;
  /** Null for a grant. */
  readonly before: Assigned | null;
  /** Null for a revoke. */
  readonly after: Assigned | null;
}

/** A place in an application: the enterprise application's object id in Entra, or an ARN of Identity Center. */
export interface ApplicationMembership {
  readonly application: string;
}

export interface ProvisionedGroup {
  readonly provisioned: true;
}

/** A step in Entra ID, with `groupSync: manage`. */
export interface GroupOperation extends OperationCommon {
  readonly kind:
    | 'assign-group-to-application'
    | 'provision-group'
    | 'unassign-group-from-application';
  readonly permissionSet: null;
  readonly account: null;
  readonly principal: Principal;
  /** Null but for an unassignment. */
  readonly before: ApplicationMembership | null;
  /** Null for an unassignment. */
  readonly after: ApplicationMembership | ProvisionedGroup | null;
}

/** An assignment to an application of IAM Identity Center; nothing of Entra ID's. */
export interface ApplicationOperation extends OperationCommon {
  readonly kind: 'assign-application' | 'unassign-application';
  readonly permissionSet: null;
  readonly account: null;
  readonly principal: Principal;
  readonly application: NamedApplication;
  /** Its ARN; null for an assignment. */
  readonly before: ApplicationMembership | null;
  /** Its ARN; null for an unassignment. */
  readonly after: ApplicationMembership | null;
}

/** The attributes for access control of the instance, as one step. */
export interface AttributesOperation extends OperationCommon {
  readonly kind: 'update-access-control-attributes';
  readonly permissionSet: null;
  readonly account: null;
  readonly principal: null;
  /** Null where the instance has none configured. */
  readonly before: AccessControlAttributes | null;
  readonly after: AccessControlAttributes | null;
}

/** A step about one permission set. */
export type PermissionSetStep =
  | PermissionSetOperation
  | OwnershipOperation
  | ProvisionOperation
  | AssignmentOperation;

/** One step of a plan. */
export type Operation =
  | PermissionSetStep
  | GroupOperation
  | ApplicationOperation
  | AttributesOperation;

export function isAboutPermissionSet(operation: Operation): operation is PermissionSetStep {
  return operation.permissionSet !== null;
}

export type OperationKind = Operation['kind'];
