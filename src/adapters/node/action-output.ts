import type { RunOutput } from '../../ports/run-output.ts';
import { annotate } from './annotate.ts';
import { writeFiles } from './write-files.ts';
import { writeOutputs } from './write-outputs.ts';
import { writeSummary } from './write-summary.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Results as the runner takes them: its log, its annotations and the files it names. */
export function createActionOutput(env: Env): RunOutput {
  return {
    log: (text) => process.stdout.write(text),
    annotate,
    writeFiles: (files) => writeFiles(files, env['RUNNER_TEMP'] ?? null),
    writeOutputs: (outputs) => writeOutputs(outputs, env['GITHUB_OUTPUT'] ?? null),
    writeSummary: (markdown) => {
      writeSummary(
        markdown,
        env['GITHUB_STEP_SUMMARY'] ?? null,
        'The summary had no room here: it is in the file that the output `summary-path` names.',
      );
    },
  };
}
