import type { RunOutput } from '../../ports/run-output.ts';

/** Results at a terminal: words on stdout, or the JSON of plan or check-up alone where that was asked for. */
export function createTerminalOutput(json: boolean, clear: () => void): RunOutput {
  // Whoever reads may stop, as head does; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    log: (text) => {
      clear();
      (json ? process.stderr : process.stdout).write(text);
    },
    annotate: () => undefined,
    writeFiles: (files) => {
      if (json) printJson(files);
      return files;
    },
    writeOutputs: () => undefined,
    writeSummary: () => undefined,
  };
}

function printJson(files: Readonly<Record<string, string>>): void {
  process.stdout.write(files['doctor.json'] ?? files['plan.json'] ?? '{}\n');
}
