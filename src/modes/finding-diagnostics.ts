import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import type { LoadedVersion } from '../effects/load-version.ts';

/** Remarks on a policy are for whoever looks at its file, also where they stop nothing. */
const annotated: ReadonlySet<Finding['code']> = new Set([
  'policy-security-warning',
  'policy-remark',
  'unknown-action',
]);

/** What this head brings to a line, so that it is annotated where people look. */
export function findingDiagnostics(
  findings: readonly Finding[],
  { lineOf }: LoadedVersion,
): readonly Diagnostic[] {
  return findings.flatMap(({ severity, causedByHead, origin, code, headline, why, help }) => {
    if (!causedByHead || origin === null) return [];
    if (severity !== 'error' && !annotated.has(code)) return [];
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
