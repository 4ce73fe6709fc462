/** A group of Microsoft Entra ID (Graph `group`). */
export interface DirectoryGroup {
  /** Entra's object id: lower-case, never reused. */
  readonly id: string;
  readonly displayName: string;
  /** Only security-enabled groups can be assigned to an application and provisioned. */
  readonly securityEnabled: boolean;
}

/** A deleted group that can still be restored (Graph `directory/deletedItems`, 30 days). */
export interface DeletedGroup {
  readonly id: string;
  readonly displayName: string;
  /** ISO 8601 in UTC; null where Graph did not say. */
  readonly deletedAt: string | null;
}

/** The enterprise application that signs people in to AWS and provisions them (Graph `servicePrincipal`). */
export interface EnterpriseApplication {
  /** Object id of the service principal. */
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

/**
 * What ties a group of the identity store to one of Entra. `external-id`: the provisioning schema
 * writes Entra's object id there. `display-name`: it does not, so names are all there is.
 */
export type GroupJoin = 'external-id' | 'display-name';

/**
 * Whether the provisioning job brings anything. `quarantine`: Entra tries once a day and gives up after
 * four weeks; `unknown`: Graph did not say.
 */
export type JobState =
  | 'running'
  | 'paused'
  | 'quarantine'
  | 'never-run'
  | 'not-configured'
  | 'unknown';

/** Groups inside a named group: provisioning does not follow them, so their people get nothing. */
export interface NestedGroups {
  readonly groupId: string;
  /** Direct members that are groups. */
  readonly groups: readonly { readonly id: string; readonly displayName: string | null }[];
  /** People who are members only through those groups. */
  readonly people: number;
}

/**
 * What Entra holds about the groups that mapping files name, as plain sorted data. Absent from a
 * snapshot where `settings.entra` is absent or `groupSync: off`.
 */
export interface Directory {
  readonly tenantId: string;
  readonly application: EnterpriseApplication;
  readonly join: GroupJoin;
  /** False where the application has no provisioning job: then nothing is ever synced by it. */
  readonly hasProvisioningJob: boolean;
  /** `unknown` where there is no job. */
  readonly jobState: JobState;
  /** `manage`: missing steps are planned as operations; `check`: they are only told. */
  readonly groupSync: 'check' | 'manage';
  /** Every group that answers to a name or id of the files, security-enabled or not. */
  readonly groups: readonly DirectoryGroup[];
  /** Deleted ones that a name or id without a living group may have meant; null where that may not be read. */
  readonly deleted: readonly DeletedGroup[] | null;
  /** Object ids of all groups that are assigned to the application (`appRoleAssignedTo`). */
  readonly assignedGroupIds: readonly string[];
  /** True where provisioning takes everybody, assigned or not. */
  readonly everybodyInScope: boolean;
  readonly nested: readonly NestedGroups[];
  /** Parts that only inform and could not be read: nothing is decided by them. */
  readonly unread: readonly UnreadAdvice[];
}

export interface UnreadAdvice {
  readonly part: 'nested-groups' | 'deleted-groups';
  readonly why: string;
}
