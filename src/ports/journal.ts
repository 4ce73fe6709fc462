/** Progress for people who wait; never results. Text is data: the adapter keeps it from being read as a command. */
export interface Journal {
  /**
   * A line about what is going on: `read 120 of 480 account and permission set pairs`. Of many in a row
   * only some are shown, but for one that is `lasting`.
   */
  progress(line: string, options?: ProgressOptions): void;
  warn(line: string): void;
}

export interface ProgressOptions {
  readonly lasting?: boolean;
  /** How far this work has come, where its end is known: for a bar. */
  readonly of?: { readonly done: number; readonly total: number };
}
