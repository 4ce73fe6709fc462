import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.ts';
import { visible } from '../../core/diagnostics/hidden-characters.ts';
import { warningsOfProgress } from './action-journal.ts';
import { withinMessage } from './within-message.ts';

export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly place: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endColumn: number;
  } | null;
}

/** GitHub shows ten of each severity a step and drops the others in silence. */
const shownOf: Readonly<Record<Severity, number>> = {
  error: 10,
  warning: 10 - warningsOfProgress,
  info: 10,
};
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Worst first; where GitHub would drop some, the last one says how many were left out. */
export function annotationsFor(diagnostics: readonly Diagnostic[]): readonly Annotation[] {
  return severities.flatMap((severity) => {
    const all = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    const most = shownOf[severity];
    if (all.length <= most) return all.map(toAnnotation);
    const shown = all.slice(0, most - 1).map(toAnnotation);
    const left = all.length - shown.length;
    const message = `${left} more of this kind are in the summary and the log`;
    return [...shown, { severity, title: `${left} more`, message, place: null }];
  });
}

function toAnnotation({ severity, code, headline, at, why, help }: Diagnostic): Annotation {
  const lines = [
    visible(headline),
    ...(why === null ? [] : [`why: ${visible(why)}`]),
    ...(help === null ? [] : [`help: ${visible(help)}`]),
  ];
  const message = withinMessage(lines.join('\n'));
  const place =
    at === null
      ? null
      : {
          file: visible(at.file),
          line: at.line,
          column: at.column,
          endColumn: at.column + at.length,
        };
  return { severity, title: code, message, place };
}
