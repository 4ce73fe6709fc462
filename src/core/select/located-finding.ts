import type { Finding } from '../diagnostics/finding.ts';

/** A finding about one word in the files; `subject` is the same in base and head if nobody touched it. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly subject: string;
}
