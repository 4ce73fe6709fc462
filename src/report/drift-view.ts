import type { Adoption } from '../core/adopt/adoption.ts';
import type { DriftCauses } from '../core/drift/cause.ts';
import type { DriftReport } from '../core/drift/drift-report.ts';
import type { PlanView } from './plan-view.ts';

/** What the drift issue is made from. People are hidden where `isPublicRepository`. */
export interface DriftView extends PlanView {
  readonly occasion: 'drift';
  readonly report: DriftReport;
  readonly causes: DriftCauses;
  /** How it could be kept; null where nobody worked it out. */
  readonly adoption: Adoption | null;
  /** Address of the pull request that keeps it; null where there is none. */
  readonly adoptionUrl: string | null;
  /** Names of live permission sets that are administrator-level. */
  readonly administrators: ReadonlySet<string>;
  /** Day on which an entry was first seen, by its key; absent where that was not kept. */
  readonly since: ReadonlyMap<string, string>;
  /** Entries that an earlier run found and this one did not look at. */
  readonly notLooked: number;
}
