import type { RunOutput } from '../../ports/run-output.ts';
import type { Terminal } from './terminal.ts';

/** Results at a terminal: words on standard output, or there one JSON document and the words beside it. */
export function createTerminalOutput(
  { stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'>,
  json: boolean,
  clear: () => void,
): RunOutput {
  return {
    log: (text) => {
      clear();
      (json ? stderr : stdout).write(text);
    },
    document: (text) => {
      if (!json) return;
      clear();
      stdout.write(text);
    },
    annotate: () => undefined,
    writeFiles: (files) => files,
    writeOutputs: () => undefined,
    writeSummary: () => undefined,
  };
}
