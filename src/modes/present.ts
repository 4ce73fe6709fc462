import { withoutNames } from '../core/access/without-names.ts';
import { recordFile } from '../core/approval/record-artifact.ts';
import type { Mode } from '../inputs/mode.ts';
import type { RunOutput } from '../ports/run-output.ts';
import { coloredResult, coloredWords } from '../report/colored-words.ts';
import { doctorJson } from '../report/doctor-json.ts';
import { doctorTerminal } from '../report/doctor-terminal.ts';
import { describeOperation } from '../report/describe-operation.ts';
import { driftTerminal } from '../report/drift-terminal.ts';
import { escapeLogLine } from '../report/escape-log-line.ts';
import { planJson } from '../report/plan-json.ts';
import { reasonsInWords } from '../report/reasons-in-words.ts';
import { renderDiagnosticsText } from '../report/render-diagnostics-text.ts';
import { renderTerminal } from '../report/render-terminal.ts';
import { runDocument } from './run-document.ts';
import type { RunReport } from './run-report.ts';

export interface Presentation {
  /** What a problem without a place in a file is of: the mode, or what had to be read to know it. */
  readonly about: Mode | 'command' | 'inputs';
  readonly color: boolean;
  readonly isPublicRepository: boolean;
  /** True at a terminal. A job's log is kept and read by more people than asked for it. */
  readonly namesPeople: boolean;
}

/** A plan looks forward to a merge, an apply back on one, a drift run at the world. */
function occasionOf(mode: Presentation['about']): 'pull-request' | 'apply' | 'drift' {
  return mode === 'apply' || mode === 'drift' ? mode : 'pull-request';
}

/** Writes a run's results where people and later steps look for them. */
export function present(output: RunOutput, report: RunReport, how: Presentation): void {
  const occasion = occasionOf(how.about);
  const {
    plan,
    outcomes,
    diagnostics,
    summary,
    diagnosis,
    record,
    drift,
    hidesPeople = false,
  } = report;
  const hides = how.isPublicRepository || hidesPeople || !how.namesPeople;
  const shown = plan === null || how.namesPeople ? plan : withoutNames(plan);
  if (shown !== null && drift !== undefined) {
    output.log(driftTerminal({ ...drift, plan: shown, isPublicRepository: hides }, how.color));
  } else if (shown !== null) {
    output.log(
      renderTerminal(shown, {
        color: how.color,
        occasion,
        isPublicRepository: hides,
      }),
    );
  }
  if (report.words !== undefined) output.log(coloredWords(report.words, how.color));
  if (diagnosis !== undefined) output.log(doctorTerminal(diagnosis, how.color));
  const say = reasonsInWords(plan ?? { operations: [] }, hides);
  for (const { operation, outcome } of outcomes) {
    const more =
      'reason' in outcome ? outcome.reason : 'note' in outcome ? outcome.note : undefined;
    const why = more === undefined ? '' : `: ${say(more)}`;
    const words = describeOperation(operation, hides);
    output.log(`${escapeLogLine(`${outcome.result} ${words}${why}`)}\n`);
  }
  // The plan's own errors stand in its words already; they are annotated all the same.
  const told = new Set(plan?.findings.map(({ headline }) => headline));
  const untold = diagnostics.filter(({ headline }) => !told.has(headline));
  if (untold.length > 0) output.log(renderDiagnosticsText(untold, how.about, how.color));
  output.annotate(diagnostics);
  if (summary !== null) output.writeSummary(summary);
  const files = new Map([
    ['plan.json', plan === null ? '{}\n' : planJson(plan)],
    ['summary.md', summary ?? ''],
    ...Object.entries(report.files ?? {}),
  ]);
  if (diagnosis !== undefined) files.set('doctor.json', doctorJson(diagnosis));
  if (record !== undefined) files.set(recordFile, record.text);
  const paths = output.writeFiles(Object.fromEntries(files));
  const pathOf = (name: string): string => paths[name] ?? '';
  output.writeOutputs({
    ...outputsOf(report, pathOf('plan.json'), pathOf('summary.md')),
    'record-path': pathOf(recordFile),
    'record-name': record?.name ?? '',
    'report-path': report.reportPath ?? '',
  });
  output.log(coloredResult(report.result, report.exitCode, how.color));
  output.document?.(runDocument(report, occasion));
}

function outputsOf(
  { result, plan, approveDigest, failed, commentUrl, issueUrl }: RunReport,
  planPath: string,
  summaryPath: string,
): Readonly<Record<string, string>> {
  const counts = plan?.counts;
  const changes = plan?.operations.some(({ cause }) => cause !== 'drift') ?? false;
  const number = (value: number | undefined): string => String(value ?? 0);
  return {
    result,
    'has-changes': String(changes),
    grants: number(counts?.grants),
    revokes: number(counts?.revokes),
    'permission-set-changes': number(counts?.permissionSetChanges),
    held: number(counts?.held),
    blocked: number(counts?.blocked),
    waiting: number(counts?.waiting),
    failed: number(failed),
    drift: number(counts?.drift),
    'plan-digest': approveDigest ?? plan?.digest ?? '',
    'plan-path': plan === null ? '' : planPath,
    'summary-path': summaryPath,
    'comment-url': commentUrl ?? '',
    'issue-url': issueUrl ?? '',
  };
}
