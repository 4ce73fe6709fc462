import type { DesiredApplicationAssignment, DesiredGrant } from '../desired/desired-state.ts';
import type { Operation } from '../plan/operation.ts';
import type { AskedRule } from './asked-rule.ts';

/** Who has a permission set where. */
export type Reached = Pick<DesiredGrant, 'permissionSet' | 'account' | 'principal'>;

/** What the files give somebody, in an account or to an application. */
export type Given = DesiredGrant | DesiredApplicationAssignment;

/** What one rule says of one plan. */
export interface RuleVerdict {
  readonly asked: AskedRule;
  /** Whose rule it is; null where base and head say the same. */
  readonly by: 'base' | 'head' | null;
  /** Operations that break it, by id. */
  readonly broken: ReadonlyMap<string, Operation>;
  /** Whom they break it for, by operation id, where the operation is an edit and so does not say. */
  readonly reached: ReadonlyMap<string, readonly Reached[]>;
  /** Why the sets of these operations are administrator-level, where the rule asks for that. */
  readonly administrators: ReadonlyMap<string, string>;
  /** Operations of which nobody can say, and why. */
  readonly unknown: ReadonlyMap<string, { readonly operation: Operation; readonly why: string }>;
  /** Grants without an operation that break it by what this change says of them. */
  readonly fresh: readonly Given[];
  /** Grants that broke it before, too. */
  readonly standing: readonly Given[];
  /** How many grants that stand could not be judged. */
  readonly unjudged: number;
}
