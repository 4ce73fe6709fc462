import type { Finding, Origin } from '../diagnostics/finding.ts';
import type { Span } from '../diagnostics/span.ts';

export function originOf(at: Span): Origin {
  return { file: at.file, line: at.line };
}

/** A finding with what most of them have in common. */
export function findingAt(
  at: Span,
  rest: Omit<Finding, 'origin' | 'operations' | 'causedByHead'>,
): Finding {
  return { ...rest, origin: originOf(at), causedByHead: true, operations: [] };
}
