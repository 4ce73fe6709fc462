import type { Finding } from '../diagnostics/finding.ts';
import type { InstanceArn } from '../model/ids.ts';
import type { Reading } from '../model/reading.ts';
import type { Operation } from './operation.ts';
import type { PlanPeople } from './plan-people.ts';
import type { UndeclaredSet } from './undeclared-sets.ts';

export const PLAN_SCHEMA = 'identity-center-reconciler/plan/v1';

export type { Finding } from '../diagnostics/finding.ts';

export interface PlanCounts {
  /** These three count `planned`, `held`, `waiting` and `blocked` alike, and leave drift out. */
  readonly grants: number;
  readonly revokes: number;
  readonly permissionSetChanges: number;
  readonly held: number;
  readonly blocked: number;
  readonly waiting: number;
  /** Operations of that cause, and undeclared sets where settings ask for them. */
  readonly drift: number;
  /** Permission sets that nobody declared, left alone; without those that are told as drift. */
  readonly unmanagedPermissionSets: number;
  /** Live assignments that an ignore entry covers. */
  readonly ignoredAssignments: number;
  /** Live user assignments on owned sets while rules may not name users. */
  readonly userAssignments: number;
  /** Assignments that head desires: what limits and percentages count against. */
  readonly desiredAssignments: number;
}

/** Plain, sorted JSON; comment, summary, terminal and apply all start from it. */
export interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  /** Over the operations that would be applied; a drift run's covers its drift too. */
  readonly digest: string;
  readonly instance: InstanceArn;
  readonly owner: string;
  /** The commit planned for: a pull request's head commit, else the commit itself. */
  readonly head: string;
  /** The commit compared with; null where there was none. */
  readonly base: string | null;
  /** True where every assignment was read: only then nothing else is there. */
  readonly exhaustive: boolean;
  readonly reading: Reading;
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
  readonly counts: PlanCounts;
  /** Drift that no operation undoes, and in no digest; absent unless settings ask for it. */
  readonly undeclaredSets?: readonly UndeclaredSet[] | undefined;
  /** Null where nobody asked who is behind it. In no digest: who is in a group changes without the files. */
  readonly people: PlanPeople | null;
}
