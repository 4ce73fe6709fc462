import type { NamedApplication } from '../model/application.ts';
import type { Application } from '../model/application.ts';
import type { LiveAssignment } from '../model/assignment.ts';
import type { AccountReference } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import type { LivePermissionSet } from '../model/permission-set.ts';
import type { Principal } from '../model/principal.ts';

/** A live assignment of a permission set that this owner may decide about. */
export interface ActualGrant {
  /** `grantKey` of it. */
  readonly key: string;
  readonly account: AccountReference;
  readonly permissionSet: string;
  readonly principal: Principal;
  /** True where the identity store says that the principal is not found. */
  readonly gone: boolean;
  /** Why it may be one that settings ignore; null when it is not. */
  readonly doubt: string | null;
}

/** Why a live assignment is left alone. */
export type LeftAlone = 'ignored' | 'user' | 'out-of-scope-account' | 'unreadable-principal';

export interface LeftAloneAssignment {
  readonly why: LeftAlone;
  readonly assignment: LiveAssignment;
  readonly permissionSet: string;
}

export type Ownership = 'ours' | 'unowned' | { readonly other: string };

export interface ActualPermissionSet {
  readonly live: LivePermissionSet;
  readonly ownership: Ownership;
  /** Covered by an ignore entry without accounts or principals, or Control Tower's own: never planned. */
  readonly ignored: boolean;
  readonly provisionedAccountIds: readonly AccountId[];
  readonly staleAccountIds: readonly AccountId[];
  /** Accounts that hold an assignment of it, or may: without one AWS has no role to bring up to date. */
  readonly assignedAccountIds: ReadonlySet<string>;
  /** Assignments that may be planned. */
  readonly grants: ReadonlyMap<string, ActualGrant>;
  readonly leftAlone: readonly LeftAloneAssignment[];
  /** Why its assignments are unknown altogether; null when they were read. */
  readonly unread: string | null;
  /** Accounts whose assignments of it could not be read, and why. */
  readonly unreadAccounts: ReadonlyMap<string, string>;
}

/** A live assignment to an application that this owner may decide about. */
export interface ActualApplicationAssignment {
  /** `applicationKey` of it. */
  readonly key: string;
  readonly application: NamedApplication;
  readonly principal: Principal;
  /** True where the identity store says that the principal is not found. */
  readonly gone: boolean;
}

/** An application that some version of the files names. */
export interface ActualApplication {
  readonly application: Application;
  /** Assignments that may be planned. */
  readonly assignments: ReadonlyMap<string, ActualApplicationAssignment>;
  readonly leftAlone: readonly {
    readonly why: Exclude<LeftAlone, 'out-of-scope-account'>;
    readonly principal: Principal;
  }[];
  /** Why its assignments are unknown; null where they were read. */
  readonly unread: string | null;
  /** True where everybody may use it, whatever is assigned. */
  readonly open: boolean;
  /** Why that is not known; null where it is, and where AWS does not say. */
  readonly openUnknown: string | null;
}

/** What is live, with ownership and ignoring settled, so that nothing later can compare what is not ours. */
export interface ActualState {
  /** By name. */
  readonly permissionSets: ReadonlyMap<string, ActualPermissionSet>;
  /** Why some permission sets could not even be named, so that each name may be one of theirs; null when all were. */
  readonly namelessPermissionSets: string | null;
  /** Names of sets whose content or tags could not be read: nothing about them can be decided. */
  readonly unreadNames: ReadonlySet<string>;
  /** By ARN. */
  readonly applications: ReadonlyMap<string, ActualApplication>;
}
