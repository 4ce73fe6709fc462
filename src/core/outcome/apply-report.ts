import type { Operation } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';

/** How one operation ended. */
export type Outcome =
  /** `note`: what still follows by itself. */
  | { readonly result: 'applied'; readonly note?: string }
  /** The world was already as wanted when its turn came. */
  | { readonly result: 'already-so' }
  | Failed
  | { readonly result: 'not-attempted'; readonly reason: string }
  /** A dead principal that AWS will not let go: a warning, not a failure. */
  | { readonly result: 'cannot-remove'; readonly reason: string };

export interface Failed {
  readonly result: 'failed';
  readonly reason: string;
  readonly help: string | null;
  /** Nobody knows how it ended: it may have been done, or may be done yet. */
  readonly isOpen?: true;
}

export interface OperationOutcome {
  readonly operation: Operation;
  readonly outcome: Outcome;
}

/** What an apply did. `plan` is what it set out from, with what was held in it. */
export interface ApplyReport {
  readonly plan: Plan;
  readonly outcomes: readonly OperationOutcome[];
  /** Why it stopped early; null when it went through. */
  readonly stopped: { readonly why: 'superseded' | 'cancelled'; readonly detail: string } | null;
}
