import type { Checked } from '../../src/core/diagnostics/diagnostic.ts';
import { type Inputs, readTerminalInputs } from '../../src/inputs.ts';
import { readCommand } from '../../src/inputs/read-command.ts';

/** The inputs of a command line that runs something. */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Checked<Inputs> {
  const command = readCommand(argv);
  if (command.kind !== 'run') throw new Error(`${argv.join(' ')} only prints ${command.kind}`);
  return readTerminalInputs(command, env);
}
