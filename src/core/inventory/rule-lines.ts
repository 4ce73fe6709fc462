import type { Span } from '../diagnostics/span.ts';

/**
 * The last line of a rule that begins at `at`, of a file with so many lines: what follows is part of it
 * while it stands at least as far to the right. Comments and empty lines at its end belong to what is next.
 */
export function lastLineOf(
  at: Pick<Span, 'line' | 'column'>,
  lines: number,
  lineAt: (line: number) => string,
): number {
  let last = at.line;
  for (let line = at.line + 1; line <= lines; line += 1) {
    const text = lineAt(line);
    const words = text.trimStart();
    if (words === '' || words.startsWith('#')) continue;
    if (text.length - words.length < at.column - 1) break;
    last = line;
  }
  return last;
}
