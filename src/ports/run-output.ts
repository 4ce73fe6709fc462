import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** Where a run's results go: the runner's files and log, or a terminal. */
export interface RunOutput {
  /** Text whose lines are already safe to be read by the runner. */
  log(text: string): void;
  /** The whole run as one JSON document, for another program; a command line prints it, if asked to. */
  document?(text: string): void;
  annotate(diagnostics: readonly Diagnostic[]): void;
  /** Writes files for later steps; answers their paths. */
  writeFiles<Name extends string>(
    files: Readonly<Record<Name, string>>,
  ): Readonly<Record<Name, string>>;
  writeOutputs(outputs: Readonly<Record<string, string>>): void;
  /** Markdown of at most 1 MiB. */
  writeSummary(markdown: string): void;
}
