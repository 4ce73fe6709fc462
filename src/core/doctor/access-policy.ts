/** A Conditional Access policy, as far as it says who needs a second factor where. */
export interface AccessPolicy {
  readonly name: string;
  /** `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
  readonly state: string;
  /** App ids, or `All`, `Office365`, `MicrosoftAdminPortals`. */
  readonly includedApplications: readonly string[];
  readonly excludedApplications: readonly string[];
  /** Ids, or `All`, `None`, `GuestsOrExternalUsers`. */
  readonly includedUsers: readonly string[];
  /** Ids, or `None`, `GuestsOrExternalUsers`. */
  readonly excludedUsers: readonly string[];
  readonly includedGroups: readonly string[];
  readonly excludedGroups: readonly string[];
  /** Names of the further conditions under which alone it holds: platforms, locations and the like. */
  readonly narrowedBy: readonly string[];
  readonly demands: {
    readonly operator: string;
    /** `mfa`, `compliantDevice`, `block` and the like; custom controls and terms of use too. */
    readonly controls: readonly string[];
    /** An authentication strength that takes more than one factor. */
    readonly strength: boolean;
  } | null;
}
