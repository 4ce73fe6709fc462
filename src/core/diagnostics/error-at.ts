import type { DiagnosticCode } from './catalog.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './span.ts';

interface More {
  readonly why?: string | null;
  readonly help?: string | null;
}

export function errorAt(
  at: Span | null,
  code: DiagnosticCode,
  headline: string,
  more: More = {},
): Diagnostic {
  return { code, severity: 'error', headline, at, why: more.why ?? null, help: more.help ?? null };
}

export function warningAt(
  at: Span | null,
  code: DiagnosticCode,
  headline: string,
  more: More = {},
): Diagnostic {
  return { ...errorAt(at, code, headline, more), severity: 'warning' };
}
