import { driftDocument } from './drift-document.ts';
import type { DriftView } from './drift-view.ts';
import { escapeLogLine } from './escape-log-line.ts';
import { fitToLimit } from './fit-to-limit.ts';
import { plainTextOf } from './plain-text-of.ts';
import { renderDiagnosticsText } from './render-diagnostics-text.ts';

/** What the drift issue tells, for a person at a terminal and for a job's log. */
export function driftTerminal(view: DriftView, color: boolean): string {
  const stressed = (line: string): string => (color ? `\u001B[1m${line}\u001B[0m` : line);
  const document = driftDocument({ ...view, runUrl: null });
  const { text } = fitToLimit(document, Number.POSITIVE_INFINITY, () => '');
  const undecided = new Set(view.report.undecided);
  const others = view.plan.findings.filter((finding) => !undecided.has(finding));
  return [
    plainTextOf(text, stressed),
    ...(others.length === 0 ? [] : [renderDiagnosticsText(others)]),
    `${escapeLogLine(`plan digest ${view.plan.digest}`)}\n`,
  ].join('\n');
}
