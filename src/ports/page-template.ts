/** The page that shows an access report, before its data is put in. */
export interface PageTemplate {
  /** Rejects with a PortError where the installation lacks the file. */
  readonly read: () => Promise<string>;
}
