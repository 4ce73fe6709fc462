/** Tells that files have changed, not what: whoever asks reads them again. */
export interface FileChanges {
  /** Begins to look at these directories, from the repository's root, and no longer at others. */
  lookAt(directories: readonly string[]): void;
  /**
   * True after the next change, once it is quiet again; at once where one came since it was last asked.
   * False where the signal was aborted first.
   */
  next(signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}
