import type { DiagnosticCode } from '../core/diagnostics/catalog.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** A problem of the run itself, which has no place in a file. */
export function problem(
  code: DiagnosticCode,
  headline: string,
  more: { readonly why?: string; readonly help?: string } = {},
): Diagnostic {
  return {
    code,
    severity: 'error',
    headline,
    at: null,
    why: more.why ?? null,
    help: more.help ?? null,
  };
}

/** Something to know that fails nothing. */
export function note(...words: Parameters<typeof problem>): Diagnostic {
  return { ...problem(...words), severity: 'info' };
}
