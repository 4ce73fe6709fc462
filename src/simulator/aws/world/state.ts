export type PrincipalType = 'GROUP' | 'USER';

export interface PrincipalRef {
  readonly type: PrincipalType;
  readonly id: string;
}

export const accountStates = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
] as const;
export type AccountState = (typeof accountStates)[number];

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly joinedAt: number;
  readonly joinedMethod: 'CREATED' | 'INVITED';
  /** The root's or the organizational unit's id. */
  readonly parentId: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Customer managed policies that exist in the account, as path and name: `/teams/Deploy`. */
  readonly policies: readonly string[];
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly externalId: string | undefined;
  readonly members: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly externalId: string | undefined;
  readonly status: 'ENABLED' | 'DISABLED';
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CustomerPolicy {
  readonly name: string;
  readonly path: string;
}

export type Boundary =
  | { readonly kind: 'managed'; readonly arn: string }
  | { readonly kind: 'customer'; readonly policy: CustomerPolicy };

/** What a permission set puts into the roles made from it. */
export interface PermissionSetContent {
  readonly sessionDuration: string;
  readonly relayState: string | undefined;
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly CustomerPolicy[];
  readonly inlinePolicy: string | undefined;
  readonly permissionsBoundary: Boundary | undefined;
}

export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly content: PermissionSetContent;
  /** Counts the edits that accounts have to be provisioned with. */
  readonly version: number;
  /** The instant of the latest write. */
  readonly writtenAt: number;
}

/** The instance's attributes for access control, once somebody enabled them. */
export interface AccessControl {
  readonly status: 'ENABLED' | 'CREATION_IN_PROGRESS' | 'CREATION_FAILED';
  readonly statusReason: string | undefined;
  /** Sources by attribute key. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Role {
  readonly name: string;
  readonly suffix: string;
}

/** A permission set in an account: who is assigned, and what was provisioned there. */
export interface Pair {
  readonly key: string;
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly assignments: readonly PrincipalRef[];
  readonly version: number;
  readonly content: PermissionSetContent;
  /** Gone with the last assignment, even while the pair is still listed as provisioned. */
  readonly role: Role | undefined;
}

export function pairKey(accountId: string, permissionSetArn: string): string {
  return `${accountId} ${permissionSetArn}`;
}

/** An application of IAM Identity Center. */
export interface Application {
  readonly arn: string;
  readonly name: string;
  /** The account that it was made from. */
  readonly accountId: string;
  readonly provider: string;
  readonly status: 'ENABLED' | 'DISABLED';
  /** False: whoever is in the directory may use it. Null: AWS refuses the question. */
  readonly assignmentRequired: boolean | null;
  readonly createdAt: number;
  readonly assigned: readonly PrincipalRef[];
}

/** A trail of CloudTrail. */
export interface Trail {
  readonly name: string;
  readonly everyRegion: boolean;
  readonly wholeOrganization: boolean;
  readonly logging: boolean;
}

export interface Instance {
  readonly arn: string;
  readonly id: string;
  readonly name: string | undefined;
  readonly identityStoreId: string;
  readonly ownerAccountId: string;
  readonly region: string;
  readonly createdAt: number;
}
