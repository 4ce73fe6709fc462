import type { AccountReference } from '../model/account.ts';
import type { NamedApplication } from '../model/application.ts';
import type { Principal } from '../model/principal.ts';

/**
 * What people of one group, or one user, gain, lose or keep of one permission set: net of what they have
 * in the same account and set through other groups and directly. Accounts with the same people share one.
 */
export interface PeopleChange {
  readonly effect: 'gains' | 'loses' | 'keeps';
  readonly principal: Principal;
  readonly permissionSet: string;
  readonly accounts: readonly AccountReference[];
  /** Why the set is administrator-level; null where it is not. */
  readonly administrator: string | null;
  /** People this is so for. */
  readonly total: number;
  /** Sign-in names of some of them, sorted; none where people are only counted. */
  readonly names: readonly string[];
  /** People among them whose name was not read; 0 where people are only counted. */
  readonly unnamed: number;
  /** Of `keeps`: names of the groups through which they have it all the same; null stands for a direct assignment. */
  readonly through: readonly (string | null)[];
  /**
   * Of `loses`: how many have no other way into each of the accounts, as far as the files grant one; null
   * where that is not known, and for whoever loses nothing.
   */
  readonly lastWayIn: number | null;
  /** Names of groups that hold the same there and whose people are not known: it is not so for those in them. */
  readonly unless: readonly string[];
}

/** What people of one group, or one user, gain, lose or keep of one application: net of other ways to it. */
export interface ApplicationChange extends Omit<
  PeopleChange,
  'permissionSet' | 'accounts' | 'administrator' | 'lastWayIn'
> {
  readonly application: NamedApplication;
}

/** How far an edited permission set reaches: who holds it once the plan is done. */
export interface SetReach {
  readonly permissionSet: string;
  /** Different people, of groups whose members are known. */
  readonly people: number;
  readonly accounts: number;
  /** Groups that hold it and whose people are not known. */
  readonly unknown: number;
  /** Why the edit makes it administrator-level; null where it was so before, or is not. */
  readonly becomesAdministrator: string | null;
}

/** Different people, each counted once. */
export interface PeopleCounts {
  readonly gain: number;
  readonly lose: number;
  /** Touched by an operation, and nothing changes for them. */
  readonly keep: number;
  /** Who gain something administrator-level, by a grant or because a set they hold becomes so. */
  readonly gainAdministrator: number;
  /** Accounts in which somebody gains that. */
  readonly administratorAccounts: number;
  /** Who are known to lose their last way into an account; null where nobody is and somebody may. */
  readonly loseLastWayIn: number | null;
}

/** Who gains and who loses by what this plan would do for the change itself. Sorted; administrators and last ways in first. */
export interface PlanPeople {
  readonly source: 'entra' | 'identity-store';
  readonly show: 'names' | 'counts';
  readonly counts: PeopleCounts;
  readonly changes: readonly PeopleChange[];
  /** Losses first. */
  readonly applications: readonly ApplicationChange[];
  /** Changes that are counted and not listed, because they are too many. */
  readonly leftOut: number;
  /** Different people whom Entra ID lets this run count and not name; 0 where nobody is to be named. */
  readonly unnamed: number;
  readonly reach: readonly SetReach[];
  /** Groups whose people are not known: what they gain or lose is not counted. */
  readonly unknown: readonly { readonly principal: Principal; readonly why: string }[];
  /** Groups with members only through groups inside, who get nothing. */
  readonly nested: readonly { readonly principal: Principal; readonly people: number }[];
  /** `files`: what others hold was not asked of AWS everywhere, so it is net of what the files grant. */
  readonly netOf: 'aws' | 'files';
}
