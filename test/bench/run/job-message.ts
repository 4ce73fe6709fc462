import type { ReadingStrategy } from '../../../src/core/model/reading.ts';
import type { PlanCounts } from '../../../src/core/plan/plan.ts';

/** What a job tells the bench. */
export type JobMessage =
  /**
   * Nothing can happen here before `next` (simulated milliseconds; null for never) but an answer to one of
   * the requests that are open.
   */
  | { readonly kind: 'quiet'; readonly open: number; readonly next: number | null }
  | {
      readonly kind: 'ended';
      readonly result: string;
      /** What its plan came to, if it came to a plan. */
      readonly plan: PlanFacts | null;
      readonly usage: JobUsage;
    };

export interface PlanFacts {
  readonly counts: PlanCounts;
  /** Whether everything was read. */
  readonly exhaustive: boolean;
  /** How it was read. */
  readonly strategy: ReadingStrategy;
}

export interface JobUsage {
  readonly cpuSeconds: number;
  /** Resident, at its highest. */
  readonly peakMiB: number;
}

/** What the bench tells a job: what time it is. */
export interface TimeMessage {
  readonly now: number;
}
