import type { Origin } from '../diagnostics/finding.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import type { DeclaredPermissionSet } from '../mapping/mapping.ts';
import type { AccountReference } from '../model/account.ts';
import type { NamedApplication } from '../model/application.ts';
import type { Principal } from '../model/principal.ts';

/** What is the same of everything that rules give to somebody. */
export interface Declared {
  readonly principal: Principal;
  /** True where only its name says who that is: somebody else may have it by now. */
  readonly byName: boolean;
  /** The latest of all rules that grant it; null where one of them never ends. */
  readonly expires: string | null;
  readonly expired: boolean;
  readonly origins: readonly Origin[];
  readonly reasons: readonly string[];
  /** Why it cannot be granted yet: Entra has not synced the group; null where it can. */
  readonly waiting: string | null;
  /** Why it must not be granted now although asked for: its name is another's in AWS, or an `except` could not be computed. */
  readonly blocked: string | null;
}

/** One account assignment that the mapping files ask for. */
export interface DesiredGrant extends Declared {
  /** `grantKey` of it. */
  readonly key: string;
  readonly account: AccountReference;
  readonly permissionSet: string;
}

/** One assignment to an application of Identity Center that the mapping files ask for. */
export interface DesiredApplicationAssignment extends Declared {
  /** `applicationKey` of it. */
  readonly key: string;
  readonly application: NamedApplication;
}

/** Assignments that something unresolved could be hiding; null where it could be any of that kind. */
export interface UnresolvedApplications {
  /** ARNs. */
  readonly applications: ReadonlySet<string> | null;
  /** Ids. */
  readonly principals: ReadonlySet<string> | null;
  readonly why: string;
}

export interface DesiredApplications {
  /** Those that rules name, by ARN: all assignments of groups to them are declared here. */
  readonly named: ReadonlyMap<string, NamedApplication>;
  readonly assignments: ReadonlyMap<string, DesiredApplicationAssignment>;
  readonly unresolved: readonly UnresolvedApplications[];
}

/** What something unresolved could be hiding: no revocation in here is safe. */
export interface UnresolvedScope {
  readonly permissionSets: readonly string[];
  /** Null where the accounts themselves are what could not be computed. */
  readonly accountIds: ReadonlySet<string> | null;
  /** What the rule says, and the accounts that it reaches all the same: another rule's doubt is another one. */
  readonly rule: string;
  readonly why: string;
}

export interface UnassignedGroup {
  readonly principal: Principal;
  readonly origin: Origin;
}

/** Mapping files against the organization of one snapshot. */
export interface DesiredState {
  readonly permissionSets: ReadonlyMap<string, DeclaredPermissionSet>;
  readonly grants: ReadonlyMap<string, DesiredGrant>;
  readonly applications: DesiredApplications;
  readonly unresolved: readonly UnresolvedScope[];
  /** Object ids of the groups of Entra that rules name or may mean, whatever they grant. */
  readonly namedGroups: ReadonlySet<string>;
  /**
   * Object ids of named groups that AWS lacks while another group has their name, with the reason why
   * nothing is done for them: Entra matches by name, and would give them what the other one holds.
   */
  readonly takenNames: ReadonlyMap<string, string>;
  /** Groups to take out of the enterprise application. */
  readonly unassignedGroups: readonly UnassignedGroup[];
  /** With `causedByHead` as it is for these files alone; attribution corrects it against base. */
  readonly findings: readonly LocatedFinding[];
}
