/** Why a group was not provisioned. */
export interface WhyNot {
  /** A code of Entra's, or a sentence of ours: it names nobody. */
  readonly reason: string;
  /** What Entra says in its own words, which may name people. */
  readonly message: string | null;
}

/** How Entra answered a request to provision a group on demand. */
export type ProvisionAnswer =
  /** `left`: direct members beyond the first 25, or beyond `until`, who follow in Entra's next cycle. */
  | { readonly status: 'done'; readonly left: number }
  /** Not now: the assignment is too fresh to count, the service is busy. Worth asking again. */
  | ({ readonly status: 'not-yet' } & WhyNot)
  /** `until` came before an answer; what is under way may still come of itself. */
  | { readonly status: 'too-late' }
  /** Asking again does not help. */
  | ({ readonly status: 'failed' } & WhyNot);

/**
 * Writing Microsoft Graph, for `groupSync: manage` alone. Throttling is waited out within a bound; a
 * lost answer rejects as `answer-lost`, because only the caller knows what to read back.
 */
export interface DirectoryWriter {
  /**
   * POST /servicePrincipals/{id}/appRoleAssignedTo with the application's own role, read at run time.
   * One that exists already rejects as `conflict`. AppRoleAssignment.ReadWrite.All, or a custom role
   * with servicePrincipals/appRoleAssignedTo/update on the one application.
   */
  assignGroup(applicationId: string, groupId: string): Promise<void>;
  /** DELETE of that group's assignments; none to delete is success. AWS then deletes its group. */
  unassignGroup(applicationId: string, groupId: string): Promise<void>;
  /**
   * POST synchronization/jobs/{id}/provisionOnDemand for a group and up to 25 of its direct members,
   * five a call, five calls in ten seconds. Answers by `until` (milliseconds since the epoch), whatever
   * queue or answer it still waits for, and sends nothing after it. Synchronization.ReadWrite.All.
   */
  provisionGroup(applicationId: string, groupId: string, until: number): Promise<ProvisionAnswer>;
}
