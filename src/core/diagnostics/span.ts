/** A place in a mapping file. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Span {
  /** Path from the repository's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length of what the caret underlines, on this line; at least 1. */
  readonly length: number;
  /** The whole source line, without its line break. */
  readonly sourceLine: string;
}

/** A value and where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly at: Span;
}
