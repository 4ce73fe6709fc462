import type { JsonObject } from '../../aws/json.ts';

export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | undefined;
  readonly surname: string | undefined;
  readonly mail: string | undefined;
  readonly accountEnabled: boolean;
  readonly createdAt: number;
}

export interface Group {
  readonly id: string;
  /** What seeds and tests call it; its first display name, unless the seed says otherwise. */
  readonly key: string;
  readonly displayName: string;
  readonly description: string | undefined;
  /** Ids of users and groups. Those that are deleted stay here, for they may be restored. */
  readonly members: readonly string[];
  readonly securityEnabled: boolean;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly groupTypes: readonly string[];
  readonly membershipRule: string | undefined;
  readonly assignableToRole: boolean;
  readonly onPremises: boolean;
  readonly visibility: string | undefined;
  readonly createdAt: number;
}

export interface Deleted<T> {
  readonly at: number;
  readonly object: T;
}

export interface AppRole {
  readonly id: string;
  readonly name: string;
}

export interface Certificate {
  readonly keyId: string;
  /** SHA-1 in upper-case hex. */
  readonly thumbprint: string;
  readonly starts: string;
  readonly ends: string;
}

/** What signs people in: an enterprise app, or the local face of an app registration. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly templateId: string | undefined;
  readonly accountEnabled: boolean;
  readonly assignmentRequired: boolean;
  readonly roles: readonly AppRole[];
  readonly singleSignOnMode: string | null;
  readonly loginUrl: string | null;
  readonly replyUrls: readonly string[];
  readonly identifiers: readonly string[];
  readonly notify: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly activeThumbprint: string | null;
  readonly claimsPolicies: readonly JsonObject[];
  readonly createdAt: number;
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly templateId: string | undefined;
  readonly identifierUris: readonly string[];
  readonly redirectUris: readonly string[];
  readonly createdAt: number;
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
  readonly createdAt: number;
}

export interface ClientSecret {
  readonly value: string;
  readonly expiresAt: number;
}

export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly since: number;
}

/** How an app registration signs in, and what it may do. Changed in place. */
export interface Client {
  readonly name: string;
  readonly appId: string;
  readonly applicationId: string;
  readonly servicePrincipalId: string;
  enabled: boolean;
  secrets: readonly ClientSecret[];
  federated: readonly FederatedCredential[];
  /** Since when each permission is consented to. */
  readonly permissions: Map<string, number>;
  readonly assigns: Set<string>;
  readonly owns: Set<string>;
}
