import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.ts';
import { visible } from '../../core/diagnostics/hidden-characters.ts';

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

/** GitHub shows ten of each severity a step, and the runner cuts a message at 4,096 characters. */
const shownPerSeverity = 10;
const longestMessage = 4000;
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Worst first; where GitHub would drop some in silence, the tenth says how many were left out. */
export function annotationsFor(diagnostics: readonly Diagnostic[]): readonly Annotation[] {
  return severities.flatMap((severity) => {
    const all = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    if (all.length <= shownPerSeverity) return all.map(toAnnotation);
    const shown = all.slice(0, shownPerSeverity - 1).map(toAnnotation);
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
  const message = [...lines.join('\n')].slice(0, longestMessage).join('');
  const place =
    at === null
      ? null
      : { file: at.file, line: at.line, column: at.column, endColumn: at.column + at.length };
  return { severity, title: code, message, place };
}
