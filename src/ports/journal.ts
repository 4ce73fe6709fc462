/** Progress for people who wait; never results. Text is data: the adapter keeps it from being read as a command. */
export interface Journal {
  /** A line about what is going on: `read 120 of 480 account and permission set pairs`. */
  progress(line: string): void;
  warn(line: string): void;
}
