import type { Finding } from '../diagnostics/finding.ts';

/** A finding about one word in the files; `subject` is the same in base and head if nobody touched it. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly subject: string;
  /** Entra's object id of the group that it is about, where it is about one that is known. */
  readonly group?: string;
}
