/** What the documentation says of one diagnostic code. Codes are stable: people search for them. */
export interface CodeEntry {
  /** One sentence: what is wrong. */
  readonly meaning: string;
  /** One sentence: what to do. */
  readonly remedy: string;
}
