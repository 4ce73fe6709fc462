import type { AccountReference, AccountState } from '../model/account.ts';
import type { PrincipalType } from '../model/principal.ts';

export const REPORT_SCHEMA = 'identity-center-reconciler/report/v1';

/**
 * Who has what, as data: JSON, CSV and the page are made from it. Lists are sorted; grants refer to them
 * by index, so that 25,000 assignments and their people stay a few megabytes.
 */
export interface AccessReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly instance: string;
  readonly owner: string;
  readonly commit: string;
  /** `https://github.com/owner/name`, for links to files and commits; null at a terminal. */
  readonly repositoryUrl: string | null;
  /** ISO 8601 in UTC: when AWS was asked. */
  readonly at: string;
  /** False where something could not be read; `unread` says what. */
  readonly exhaustive: boolean;
  readonly unread: readonly string[];
  /** What the files ask for and nobody can resolve: grants of it look undeclared, or are not told as missing. */
  readonly unresolved: readonly string[];
  /** `hidden` where settings or a public repository keep names out. */
  readonly people: 'named' | 'hidden';
  readonly accounts: readonly ReportAccount[];
  readonly permissionSets: readonly ReportPermissionSet[];
  readonly principals: readonly ReportPrincipal[];
  readonly persons: readonly ReportPerson[];
  readonly origins: readonly ReportOrigin[];
  readonly grants: readonly ReportGrant[];
  /** All of the instance; null where they could not be listed. */
  readonly applications: readonly ReportApplication[] | null;
  readonly applicationGrants: readonly ReportApplicationGrant[];
}

export interface ReportAccount extends AccountReference {
  /** `UNKNOWN` where something is assigned in it and Organizations does not list it. */
  readonly state: AccountState | 'UNKNOWN';
  /** `/Workloads/Prod`; '' where the unit's name is not known. */
  readonly unit: string;
}

export interface ReportPermissionSet {
  readonly name: string;
  /** Why it is administrator-level; null where it is not. */
  readonly administrator: string | null;
  /**
   * `declared` in these files; `undeclared` where it carries their owner's tag and they do not declare it;
   * `other-owner` where it carries another's; else `unmanaged`.
   */
  readonly management: 'declared' | 'undeclared' | 'other-owner' | 'unmanaged';
}

export interface ReportPrincipal {
  readonly type: PrincipalType;
  readonly id: string;
  readonly name: string;
  readonly entraObjectId: string | null;
  /** Indexes into `persons`; null where the members could not be read. A user stands for themself. */
  readonly members: readonly number[] | null;
  /** True where the identity store says that it is not found. */
  readonly gone: boolean;
}

export interface ReportPerson {
  readonly id: string;
  /** Null where names are hidden or not readable. */
  readonly name: string | null;
  /** False where the identity store says that they may not sign in; null where it does not say. */
  readonly enabled: boolean | null;
}

/** One rule in the files, with what git and GitHub say about its lines. */
export interface ReportOrigin {
  readonly file: string;
  readonly line: number;
  /** Null where git does not reach: a shallow clone without GitHub. */
  readonly change: ReportChange | null;
  /** ISO 8601; null for never. */
  readonly expires: string | null;
  readonly reason: string | null;
}

/** The newest commit that touched a rule's lines. */
export interface ReportChange {
  readonly commit: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly author: string;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  /** Logins of whoever approved it; empty where nobody did or GitHub was not asked. */
  readonly reviewers: readonly string[];
}

export interface ReportGrant {
  /** Indexes. */
  readonly account: number;
  readonly permissionSet: number;
  readonly principal: number;
  /** Empty where no file asks for it. */
  readonly origins: readonly number[];
  /** `live` where AWS has it, `missing` where files ask for it and AWS does not have it. */
  readonly state: 'live' | 'missing';
  /** True where the files say that it is ignored. */
  readonly ignored: boolean;
  /** The instant at which it ends, of several the latest; null for never. */
  readonly expires: string | null;
}

/** An application of Identity Center, which people reach beside their accounts. */
export interface ReportApplication {
  readonly arn: string;
  readonly name: string;
  readonly status: 'ENABLED' | 'DISABLED';
  /** `declared` where these files name it. */
  readonly management: 'declared' | 'unmanaged';
  /** True where everybody of the directory may use it, whoever is assigned; null where AWS did not say. */
  readonly open: boolean | null;
}

export interface ReportApplicationGrant {
  /** Indexes. */
  readonly application: number;
  readonly principal: number;
  /** Empty where no file asks for it. */
  readonly origins: readonly number[];
  readonly state: 'live' | 'missing';
  /** True where the files say that it is ignored: of applications, by an entry about nothing but who it is. */
  readonly ignored: boolean;
  readonly expires: string | null;
}
