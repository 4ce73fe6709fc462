import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnosticText } from './diagnostic-text.ts';

/** The source line and its carets alone, as the log shows them below place and headline. */
export function caretLines(diagnostic: Diagnostic): string[] {
  const bare = { ...diagnostic, headline: '', why: null, help: null };
  return diagnosticText(bare)
    .split('\n')
    .slice(2)
    .map((line) => line.replace(/^ {2}/, ''));
}
