import type { FleetFacts } from '../fleet/make-fleet.ts';
import type { Change } from '../fleet/make-changes.ts';

/** What a run has to find out of an organization, or to bring about. */
export type Question = { readonly facts: FleetFacts } &
  /** Every assignment, whoever holds it. */
  (
    | { readonly kind: 'complete' }
    /** Everything that groups hold, and every pair that none of them explains. */
    | { readonly kind: 'by-group' }
    | {
        /** What a pull request changes. */
        readonly kind: 'touched';
        readonly change: Change;
        /** Whether an earlier run's comment tells which set has which name. */
        readonly namesKnown: boolean;
        readonly writes: boolean;
      }
  );
