import type { AccessPolicy } from '../core/doctor/access-policy.ts';
import type {
  Assigned,
  AssignedGroup,
  FederatedCredential,
  FederationApplication,
  JobIdentity,
  Registration,
  Subscription,
} from '../core/doctor/entra-facts.ts';
import type {
  ProvisioningFailure,
  ProvisioningJob,
  ProvisioningSchema,
  ProvisioningSettings,
} from '../core/doctor/provisioning-facts.ts';

/** A user as far as Graph shows one: without User.Read.All it shows the id alone. */
export interface SeenUser {
  readonly id: string;
  readonly userPrincipalName: string | null;
  readonly mail: string | null;
  readonly enabled: boolean | null;
}

export interface GroupsRead {
  readonly groups: readonly AssignedGroup[];
  /** Their direct members, each once. */
  readonly people: readonly SeenUser[];
}

/**
 * What the doctor asks of Entra ID and Microsoft Graph. Nothing here changes anything. Every page is
 * followed, throttling waited out within a bound; rejects with PortError.
 */
export interface FederationReader {
  /** Signs in; the token's application permissions, null where it says nothing that can be read. */
  signIn(): Promise<readonly string[] | null>;
  /** The job's own token for Entra; null where this is no job that may have one. */
  readJobIdentity(): Promise<JobIdentity | null>;
  /** Of the application that signs in; null where it is not known which one that is. Application.Read.All. */
  listFederatedCredentials(): Promise<readonly FederatedCredential[] | null>;
  /** By object id or app id, else by AWS IAM Identity Center's gallery template. Application.Read.All. */
  findApplications(reference: string | null): Promise<readonly FederationApplication[]>;
  /** Names of those made from the template for a single account. Application.Read.All. */
  findSingleAccountApplications(): Promise<readonly string[]>;
  /** GET /applications(appId='…'); null where the tenant has none. Application.Read.All. */
  readRegistration(appId: string): Promise<Registration | null>;
  /** GET /servicePrincipals/{id}/appRoleAssignedTo. Application.Read.All. */
  listAssigned(applicationId: string): Promise<readonly Assigned[]>;
  /** Groups and their direct members. GroupMember.Read.All; User.Read.All for names. */
  readGroups(ids: readonly string[]): Promise<GroupsRead>;
  /** GET /users/{id}; those that do not exist are left out. User.Read.All. */
  readUsers(ids: readonly string[]): Promise<readonly SeenUser[]>;
  /** Synchronization.Read.All. */
  listJobs(applicationId: string): Promise<readonly ProvisioningJob[]>;
  /** Synchronization.Read.All. */
  readSchema(applicationId: string, jobId: string): Promise<ProvisioningSchema>;
  /** GET synchronization/secrets, whose secret ones Graph hides. Synchronization.Read.All. */
  readProvisioningSettings(applicationId: string): Promise<ProvisioningSettings>;
  /**
   * POST validateCredentials with what is saved: Entra asks AWS. Null where AWS took it, else why not.
   * Synchronization.ReadWrite.All, although nothing is written.
   */
  tryCredentials(applicationId: string, jobId: string): Promise<string | null>;
  /** GET /auditLogs/provisioning, failures among all records since an instant. AuditLog.Read.All, and Entra ID P1. */
  listFailures(jobId: string, since: string): Promise<readonly ProvisioningFailure[]>;
  /** GET /identity/conditionalAccess/policies. Policy.Read.All. */
  listAccessPolicies(): Promise<readonly AccessPolicy[]>;
  /** GET /subscribedSkus. LicenseAssignment.Read.All. */
  listSubscriptions(): Promise<readonly Subscription[]>;
}
