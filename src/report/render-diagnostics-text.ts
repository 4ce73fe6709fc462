import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { showInvisible } from './show-invisible.ts';
import { escapeLogLine } from './escape-log-line.ts';

function findingText(finding: Finding, about: string): string {
  const { origin, severity, code, headline, why, help } = finding;
  const place = origin === null ? about : `${showInvisible(origin.file)}:${origin.line}`;
  return diagnosticText({ severity, code, headline, why, help, at: null }, place);
}

function problemText(item: Diagnostic | Finding, about: string): string {
  const text = 'at' in item ? diagnosticText(item, about) : findingText(item, about);
  return text.split('\n').map(escapeLogLine).join('\n');
}

/** Problems for a log, an empty line between them; no line can be taken for a workflow command. `about` stands where a problem has no place in a file. */
export function renderDiagnosticsText(
  items: readonly (Diagnostic | Finding)[],
  about = 'plan',
): string {
  return items.map((item) => `${problemText(item, about)}\n`).join('\n');
}
