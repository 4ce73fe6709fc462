import type { Span } from './span.ts';

/** `access/a.yaml:3:5`, for a sentence that points at a second place. */
export function place(at: Span): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** A place for a problem of a whole file, whose text was not read or does not matter. */
export function wholeFile(file: string): Span {
  return { file, line: 1, column: 1, length: 1, sourceLine: '' };
}
