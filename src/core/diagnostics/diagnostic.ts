import type { DiagnosticCode } from './catalog.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One problem, as data; report/diagnostic-text.ts puts it into words. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly headline: string;
  /** Null where the problem has no place in a file. */
  readonly at: Span | null;
  readonly why: string | null;
  /** One action. */
  readonly help: string | null;
}

/** A result together with everything that was wrong; `value` is null when an error left nothing to go on with. */
export interface Checked<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
