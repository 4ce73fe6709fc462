import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { showInvisible } from './show-invisible.ts';
import { painted } from './style.ts';
import { escapeLogLine } from './escape-log-line.ts';

function findingText(finding: Finding, about: string): string {
  const { origin, severity, code, headline, why, help } = finding;
  const place = origin === null ? about : `${showInvisible(origin.file)}:${origin.line}`;
  return diagnosticText({ severity, code, headline, why, help, at: null }, place);
}

const colors = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function problemText(item: Diagnostic | Finding, about: string, color: boolean): string {
  const text = 'at' in item ? diagnosticText(item, about) : findingText(item, about);
  const { severity, code } = item;
  const [head = '', ...lines] = text.split('\n').map(escapeLogLine);
  const end = `${severity} ${code}`;
  const before = head.endsWith(end) ? head.slice(0, -end.length) : null;
  return [
    before === null ? head : `${before}${painted(colors[severity], severity, color)} ${code}`,
    ...lines.map((line) =>
      line.replace(/^( +\| *)(\^+)$/, (_, left: string, carets: string) => {
        return left + painted(colors[severity], carets, color);
      }),
    ),
  ].join('\n');
}

/** Problems for a log, an empty line between them; no line can be taken for a workflow command. `about` stands where a problem has no place in a file. */
export function renderDiagnosticsText(
  items: readonly (Diagnostic | Finding)[],
  about = 'plan',
  color = false,
): string {
  return items.map((item) => `${problemText(item, about, color)}\n`).join('\n');
}
