/** Progress for people who wait; never results. Text is data: the adapter keeps it from being read as a command. */
export interface Journal {
  /**
   * A line about what is going on: `read 120 of 480 account and permission set pairs`. Of many in a row
   * only some are shown, but for one that is `lasting`.
   */
  progress(line: string, options?: { readonly lasting?: boolean }): void;
  warn(line: string): void;
}
