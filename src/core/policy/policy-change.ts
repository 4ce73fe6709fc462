import type { KnownAction } from './actions/known-actions.ts';
import type { ConditionTest, Patterns, PolicyStatement } from './policy-document.ts';

/** What a change of an inline policy does, as data. A policy that is not there allows nothing. */
export interface PolicyChange {
  /** False where a text could not be understood whole: then it is not known what it allows. */
  readonly readable: { readonly before: boolean; readonly after: boolean };
  /** Allowed nowhere before, and somewhere after. */
  readonly gained: readonly KnownAction[];
  readonly lost: readonly KnownAction[];
  /** Allowed before and after, now on more, on less, or on something else that may be more. */
  readonly wider: readonly KnownAction[];
  readonly narrower: readonly KnownAction[];
  readonly different: readonly KnownAction[];
  /**
   * Neither gained nor on more by this policy, but denied by it before and not any more, or less: other
   * policies of the permission set may allow it. And the other way round.
   */
  readonly undenied: readonly KnownAction[];
  readonly denied: readonly KnownAction[];
  /** Which of those hold on every resource without a condition, and did not before. */
  readonly unlimited: {
    readonly gained: readonly KnownAction[];
    readonly wider: readonly KnownAction[];
  };
  /** Of what is gained or on more: what a Deny holds nevertheless, on some resources or at some times. */
  readonly stillDenied: readonly KnownAction[];
  /** Of what more is allowed of by this policy: what a Deny held before, and holds no longer, or less. */
  readonly lessDenied: readonly KnownAction[];
  /** Keys that a request was tested for whatever allowed it, and is not any more, of what was allowed before. */
  readonly droppedConditions: readonly string[];
  /** Everything there is, on every resource, which was not so before. */
  readonly everything: boolean;
  readonly open: readonly OpenGain[];
  /** Patterns as written that take in no known action: of allowing statements, and denied no longer. */
  readonly unknown: {
    readonly gained: readonly string[];
    readonly lost: readonly string[];
    readonly undenied: readonly string[];
  };
  readonly statements: readonly StatementChange[];
  /** Of the policy's language; null where it stays. */
  readonly version: { readonly before: string | null; readonly after: string | null } | null;
}

/**
 * What lets do, beyond the known actions, whatever AWS adds: as written, of a statement that allows or of
 * a Deny that went. `isNew` where it was allowed nowhere before; else it is on more.
 */
export type OpenGain = (
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'all-but'; readonly patterns: readonly string[] }
) & { readonly isNew: boolean };

/** `place` counts statements from 1, in the policy that has it. */
export type StatementChange =
  | { readonly kind: 'added'; readonly place: number; readonly statement: PolicyStatement }
  | { readonly kind: 'removed'; readonly place: number; readonly statement: PolicyStatement }
  | {
      readonly kind: 'changed';
      readonly place: number;
      readonly before: PolicyStatement;
      readonly after: PolicyStatement;
      readonly differences: readonly StatementDifference[];
    };

export type StatementDifference =
  | { readonly element: 'effect'; readonly from: 'Allow' | 'Deny'; readonly to: 'Allow' | 'Deny' }
  | { readonly element: 'sid'; readonly from: string | null; readonly to: string | null }
  /** Other patterns in the same element. */
  | {
      readonly element: 'actions' | 'resources';
      readonly kind: Patterns['kind'];
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  /** From what is named to all but what is named, or back. */
  | {
      readonly element: 'turned-actions' | 'turned-resources';
      readonly from: Patterns;
      readonly to: Patterns;
    }
  | {
      readonly element: 'conditions';
      readonly added: readonly ConditionTest[];
      readonly removed: readonly ConditionTest[];
    };
