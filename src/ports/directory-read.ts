import type {
  DeletedGroup,
  DirectoryGroup,
  EnterpriseApplication,
  GroupJoin,
  JobState,
  NestedGroups,
} from '../core/model/directory.ts';

/**
 * Reading Microsoft Graph. Each method follows every page, encodes every value, asks in batches of
 * twenty where it asks for many, waits out throttling within a bound, and rejects with PortError;
 * where a permission is missing, `access-denied` names it.
 */
export interface DirectoryReader {
  /** GET /groups?$filter=displayName eq: every group of each name. GroupMember.Read.All. */
  findGroups(names: readonly string[]): Promise<readonly DirectoryGroup[]>;
  /** GET /groups/{id}; ids that do not exist are left out. GroupMember.Read.All. */
  readGroups(ids: readonly string[]): Promise<readonly DirectoryGroup[]>;
  /** GET /directory/deletedItems/microsoft.graph.group, all of them. Group.Read.All. */
  listDeletedGroups(): Promise<readonly DeletedGroup[]>;
  /** GET /groups/{id}/members and /transitiveMembers; groups without nested ones are left out. GroupMember.Read.All. */
  readNestedGroups(groupIds: readonly string[]): Promise<readonly NestedGroups[]>;
  /**
   * The enterprise application by object id or app id, else by the gallery template of AWS IAM
   * Identity Center; several where more than one was made from it. Application.Read.All.
   */
  findApplications(reference: string | null): Promise<readonly EnterpriseApplication[]>;
  /** GET /servicePrincipals/{id}/appRoleAssignedTo: ids of assigned groups. The list may lag. Application.Read.All. */
  listAssignedGroups(applicationId: string): Promise<readonly string[]>;
  /** The provisioning job: its state, its schema's join and its scope; null where there is no job. Synchronization.Read.All. */
  readProvisioning(applicationId: string): Promise<Provisioning | null>;
}

export interface Provisioning {
  readonly jobId: string;
  readonly jobState: JobState;
  readonly join: GroupJoin;
  readonly everybodyInScope: boolean;
}
