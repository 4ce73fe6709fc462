/** Where an access report is left for people and later steps; what `report` may write, and nothing else. */
export interface ReportFiles {
  /**
   * Writes these files, given in pieces, into one directory, in place of files of the same names; answers
   * the directory. Only its owner may read them. Rejects with PortError.
   */
  write(files: ReadonlyMap<string, Iterable<string>>): Promise<string>;
}
