import type { Span } from '../../diagnostics/span.ts';

/** A file's text, which can say where an offset is. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly lineAt: (offset: number) => number;
  readonly spanOf: (start: number, end: number) => Span;
  /** The whole line that holds the offset, from its first visible character. */
  readonly lineOf: (offset: number) => Span;
}

export function sourceText(path: string, text: string): SourceText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);

  const spanOf = (start: number, end: number): Span => {
    const line = lineIndex(starts, Math.min(start, text.length));
    const lineStart = starts[line] ?? 0;
    const next = starts[line + 1];
    const sourceLine = text.slice(lineStart, next === undefined ? text.length : next - 1);
    const shown = sourceLine.endsWith('\r') ? sourceLine.slice(0, -1) : sourceLine;
    const column = start - lineStart;
    const last = Math.min(end - lineStart, shown.trimEnd().length);
    return {
      file: path,
      line: line + 1,
      column: column + 1,
      length: Math.max(1, last - column),
      sourceLine: shown,
    };
  };

  const lineOf = (offset: number): Span => {
    const lineStart = starts[lineIndex(starts, offset)] ?? 0;
    const first = /\S/.exec(spanOf(lineStart, lineStart).sourceLine)?.index ?? 0;
    return spanOf(lineStart + first, text.length);
  };

  return { path, text, lineAt: (offset) => lineIndex(starts, offset) + 1, spanOf, lineOf };
}

/** Index of the last line that starts at or before the offset. */
function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
