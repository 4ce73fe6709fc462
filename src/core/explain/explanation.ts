import type { AccountReference, AccountState } from '../model/account.ts';
import type { PrincipalType } from '../model/principal.ts';

export const EXPLANATION_SCHEMA = 'identity-center-reconciler/explanation/v1';

/** Why somebody has or lacks access to an account. */
export interface AccessExplanation {
  readonly schema: typeof EXPLANATION_SCHEMA;
  readonly kind: 'access';
  readonly who: {
    readonly kind: 'person' | 'group';
    readonly name: string;
    /** Of the identity store; null where it has nobody of that name. */
    readonly id: string | null;
  };
  readonly account: AccountReference & { readonly state: AccountState };
  /** Null where every set was asked about. */
  readonly permissionSet: string | null;
  /** Null where what could not be read decides it. */
  readonly has: boolean | null;
  /** In one sentence. */
  readonly verdict: string;
  /** Those that work first, then those that are nearest to it. */
  readonly ways: readonly Way[];
  /** Where there is no access, the one thing to do. */
  readonly fix: string | null;
  /** What could not be found out, and so is not said. */
  readonly notes: readonly string[];
}

/** One way to a permission set in the account, from the person to AWS. */
export interface Way {
  readonly permissionSet: string;
  readonly principal: { readonly type: PrincipalType; readonly name: string };
  readonly works: boolean;
  readonly steps: readonly Step[];
  /** What would make it work; null where it does. */
  readonly fix: string | null;
}

/** One link of the chain. */
export interface Step {
  readonly link: 'person' | 'group' | 'rule' | 'account' | 'settings' | 'assignment' | 'version';
  /** `note`: it holds, and there is something to know about it. */
  readonly holds: 'yes' | 'no' | 'note';
  readonly words: string;
  /** The line of a file that says so; null where no file does. */
  readonly place: Place | null;
}

export interface Place {
  readonly file: string;
  readonly line: number;
  /** The line as it is written, without what it is indented by. */
  readonly text: string;
}

/** What a rule asks for. */
export interface RuleExplanation {
  readonly schema: typeof EXPLANATION_SCHEMA;
  readonly kind: 'rule';
  /** Where the rule begins, and its last line. */
  readonly place: Place;
  readonly lastLine: number;
  /** Null where the line asked about is the rule's; else why this one is told. */
  readonly instead: string | null;
  readonly permissionSets: readonly { readonly name: string; readonly declaredAt: Place | null }[];
  readonly principals: readonly {
    readonly text: string;
    readonly type: PrincipalType;
    /** Who that is in AWS, or why nobody can tell; null where AWS was not asked. */
    readonly is: string | null;
  }[];
  readonly accounts: readonly SelectorExplanation[];
  readonly except: readonly SelectorExplanation[];
  /** ISO 8601 in UTC. */
  readonly expires: string | null;
  readonly expired: boolean;
  readonly reason: string | null;
  /** Accounts that are left after `except`; null where AWS was not asked. */
  readonly reaches: readonly AccountReference[] | null;
  /** Assignments: sets by principals by accounts; null where AWS was not asked. */
  readonly grants: number | null;
  readonly notes: readonly string[];
}

export interface SelectorExplanation {
  readonly text: string;
  readonly place: Place;
  /** In words. */
  readonly means: string;
  /** Of an account set, its own selectors. */
  readonly inside: readonly SelectorExplanation[];
  /** Null where AWS was not asked. */
  readonly accounts: readonly SelectedAccount[] | null;
  /** Why it cannot be answered, or answers with nothing. */
  readonly problem: string | null;
}

export interface SelectedAccount extends AccountReference {
  /** Path of its unit; '' where it is not known. */
  readonly unit: string;
  /** The exception that takes it out; null where none does. */
  readonly takenOutBy: string | null;
}
