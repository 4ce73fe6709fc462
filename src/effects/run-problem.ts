import type { DiagnosticCode } from '../core/diagnostics/catalog.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** Ends a run for a reason that its user can mend; everything that is known of it is in the diagnostics. */
export class RunProblem extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** How the run ends for it. */
  readonly result: 'invalid' | 'refused' | 'failed';

  constructor(
    diagnostics: readonly Diagnostic[],
    options: { readonly cause?: unknown; readonly result?: RunProblem['result'] } = {},
  ) {
    super(diagnostics.map(({ headline }) => headline).join('; '), { cause: options.cause });
    this.name = 'RunProblem';
    this.diagnostics = diagnostics;
    this.result = options.result ?? 'failed';
  }
}

export function runDiagnostic(
  code: DiagnosticCode,
  headline: string,
  more: {
    readonly severity?: Diagnostic['severity'];
    readonly why?: string | null;
    readonly help?: string | null;
  } = {},
): Diagnostic {
  const { severity = 'error', why = null, help = null } = more;
  return { code, severity, headline, at: null, why, help };
}
