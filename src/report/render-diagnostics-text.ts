import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { showInvisible } from './show-invisible.ts';
import { escapeLogLine } from './escape-log-line.ts';

/** What a problem without a place in a file is about. */
export type Stage = 'plan' | 'apply';

function findingText(finding: Finding, stage: Stage): string {
  const { origin, severity, code, headline, why, help } = finding;
  const place = origin === null ? stage : `${showInvisible(origin.file)}:${origin.line}`;
  return diagnosticText({ severity, code, headline, why, help, at: null }, place);
}

function problemText(item: Diagnostic | Finding, stage: Stage): string {
  const text = 'at' in item ? diagnosticText(item, stage) : findingText(item, stage);
  return text.split('\n').map(escapeLogLine).join('\n');
}

/** Problems for a log, an empty line between them; no line can be taken for a workflow command. */
export function renderDiagnosticsText(
  items: readonly (Diagnostic | Finding)[],
  stage: Stage = 'plan',
): string {
  return items.map((item) => `${problemText(item, stage)}\n`).join('\n');
}
