import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Diagnosis } from '../core/doctor/run-checks.ts';
import type { AccessReport } from '../core/inventory/access-report.ts';
import type { OperationOutcome } from '../core/outcome/apply-report.ts';
import type { Result } from '../core/outcome/result.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { DriftView } from '../report/drift-view.ts';

/** What a run leaves behind, as data; the entry writes it out. */
export interface RunReport {
  readonly result: Result;
  readonly exitCode: 0 | 1;
  readonly plan: Plan | null;
  /** How each operation of an apply ended; empty where nothing was to be applied. */
  readonly outcomes: readonly OperationOutcome[];
  /** Markdown for the job's summary; null where there is nothing to say. */
  readonly summary: string | null;
  /** For the log, and as annotations where they have a place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Full digest to approve by hand; null where there is nothing to approve. */
  readonly approveDigest: string | null;
  /** Operations that did not succeed. */
  readonly failed: number;
  readonly commentUrl: string | null;
  /** The drift issue that was written, closed or found up to date. */
  readonly issueUrl?: string | null;
  /** For a terminal and the log, where there is no plan to show; safe to be read by the runner. */
  readonly words?: string;
  /** Files for people and later steps, by name, such as an explanation. */
  readonly files?: Readonly<Record<string, string>>;
  /** True where the settings, or a public repository, let the plan name nobody. */
  readonly hidesPeople?: boolean;
  /** What reviewers are shown, for an artifact of that name; absent where no comment shows it. */
  readonly record?: { readonly name: string; readonly text: string } | undefined;
  /** What drifted and who did it, told at a terminal in the plan's place; absent where nothing is to tell. */
  readonly drift?: DriftView;
  /** What the doctor found. */
  readonly diagnosis?: Diagnosis;
  /** Who has what. */
  readonly accessReport?: AccessReport;
  /** The directory with the files of it; null where they were not asked for. */
  readonly reportPath?: string | null;
}

/** A run that ended before it had a plan. */
export function withoutPlan(
  result: Result,
  exitCode: 0 | 1,
  rest: Partial<Pick<RunReport, 'diagnostics' | 'summary' | 'commentUrl'>>,
): RunReport {
  return {
    result,
    exitCode,
    plan: null,
    outcomes: [],
    summary: null,
    diagnostics: [],
    approveDigest: null,
    failed: 0,
    commentUrl: null,
    ...rest,
  };
}
