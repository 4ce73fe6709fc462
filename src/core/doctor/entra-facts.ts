import type { EntraSettings } from '../mapping/mapping.ts';
import type { AccessPolicy } from './access-policy.ts';
import type { Known } from './known.ts';
import type { Provisioning } from './provisioning-facts.ts';

export type SignIn =
  | { readonly state: 'not-declared' }
  | { readonly state: 'failed'; readonly why: string; readonly help: string }
  /** `permissions` are the token's application permissions; null where nobody can read them from it. */
  | { readonly state: 'signed-in'; readonly permissions: readonly string[] | null };

/** The OpenID Connect token of the job, without its signature. */
export interface JobIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** The two forms that GitHub sends: by names, and by names with ids. */
  readonly forms: readonly string[];
}

/** A federated credential of the application that signs in. */
export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  /** Null for a flexible one, which matches claims by an expression. */
  readonly subject: string | null;
  readonly audiences: readonly string[];
}

export interface SigningKey {
  /** Upper-case hexadecimal, as `preferredTokenSigningKeyThumbprint` has it. */
  readonly thumbprint: string | null;
  readonly usage: string;
  readonly endsAt: string;
}

/** The enterprise application (Graph `servicePrincipal`). */
export interface FederationApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly templateId: string | null;
  readonly enabled: boolean;
  readonly assignmentRequired: boolean;
  readonly signInMode: string | null;
  readonly replyUrls: readonly string[];
  readonly activeThumbprint: string | null;
  readonly keys: readonly SigningKey[];
  /** Who is told before the signing certificate ends. */
  readonly notified: readonly string[];
}

/** The application's registration (Graph `application`). */
export interface Registration {
  readonly identifiers: readonly string[];
  readonly redirectUris: readonly string[];
}

/** Who is assigned to the enterprise application. */
export interface Assigned {
  readonly type: 'group' | 'user' | 'other';
  readonly id: string;
  readonly name: string;
}

/** An assigned group with its direct members. */
export interface AssignedGroup {
  readonly id: string;
  readonly displayName: string;
  readonly securityEnabled: boolean;
  readonly memberIds: readonly string[];
  readonly nestedGroups: readonly string[];
  /** People who are members through nested groups alone. */
  readonly nestedPeople: number;
}

/** A user who is assigned, or a direct member of an assigned group. */
export interface EntraUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly enabled: boolean | null;
}

/** A subscription of the tenant (Graph `subscribedSku`). */
export interface Subscription {
  readonly name: string;
  readonly status: string;
  readonly plans: readonly string[];
}

export interface EntraFacts {
  readonly settings: EntraSettings | null;
  readonly signIn: SignIn;
  /** Null outside GitHub Actions. */
  readonly jobIdentity: Known<JobIdentity | null>;
  readonly federatedCredentials: Known<readonly FederatedCredential[]>;
  /** Those that the settings mean: by id, or by AWS IAM Identity Center's gallery template. */
  readonly applications: Known<readonly FederationApplication[]>;
  /** Made from the single-account template, which cannot sign in to Identity Center. */
  readonly singleAccountApplications: Known<readonly string[]>;
  readonly registration: Known<Registration | null>;
  readonly assigned: Known<readonly Assigned[]>;
  readonly groups: Known<readonly AssignedGroup[]>;
  readonly people: Known<readonly EntraUser[]>;
  readonly provisioning: Provisioning;
  readonly accessPolicies: Known<readonly AccessPolicy[]>;
  readonly subscriptions: Known<readonly Subscription[]>;
}
