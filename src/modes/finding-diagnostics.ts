import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import type { LoadedVersion } from '../effects/load-version.ts';

/** The errors that this head brings, at their lines, so that they are annotated where people look. */
export function findingDiagnostics(
  findings: readonly Finding[],
  { lineOf }: LoadedVersion,
): readonly Diagnostic[] {
  return findings.flatMap(({ severity, causedByHead, origin, code, headline, why, help }) => {
    if (severity !== 'error' || !causedByHead || origin === null) return [];
    const sourceLine = lineOf(origin.file, origin.line);
    const text = sourceLine.trim();
    const at = {
      ...origin,
      column: Math.max(1, sourceLine.indexOf(text) + 1),
      length: Math.max(1, text.length),
      sourceLine,
    };
    return [{ code, severity, headline, at, why, help }];
  });
}
