import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { PlanCounts } from '../../../src/core/plan/plan.ts';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

/** All that a run knows once it has read git and AWS: what is left is planning. */
export interface PlanningCase {
  readonly name: PlanningCaseName;
  readonly occasion: 'drift' | 'pull-request';
  readonly snapshot: Snapshot;
  readonly head: Files;
  /** Null where the directory is new. */
  readonly base: Files | null;
  readonly lastApplied: Files | null;
  /** What the plan must come to; otherwise the files and the organization do not agree. */
  readonly expected: Partial<PlanCounts>;
}

export const planningCaseNames = [
  'ten changes',
  'all new',
  'taken over',
  'all drifted',
  'nobody known',
  'groups to come',
] as const;
export type PlanningCaseName = (typeof planningCaseNames)[number];

/** What is done one after the other. */
export const planningSteps = [
  'load',
  'resolve',
  'plan',
  'record',
  'comment',
  'summary',
  'terminal',
  'planFile',
  'approve',
] as const;
export type PlanningStep = (typeof planningSteps)[number];

/** What a process of its own measured. */
export interface MeasuredCase {
  /** Seconds of CPU, of all threads. */
  readonly seconds: Readonly<Record<PlanningStep, number>>;
  readonly operations: number;
  /** Resident before anything is planned: Node, the program and what was read. */
  readonly dataMiB: number;
  /** Resident, at its highest. */
  readonly peakMiB: number;
}
