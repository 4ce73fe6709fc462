import type { DiagnosticCode } from './catalog.ts';
import type { Severity } from './diagnostic.ts';

/** Where in the mapping files something comes from. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Something a reader of the plan should know, beside the operations. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly headline: string;
  readonly why: string | null;
  readonly help: string | null;
  readonly origin: Origin | null;
  /** True where this head introduces the problem: then it fails the run. */
  readonly causedByHead: boolean;
  /** Ids of the operations that it blocks or speaks of. */
  readonly operations: readonly string[];
}
