import { renderHelp, programName } from './inputs/help/render-help.ts';
import { problem } from './inputs/problem.ts';
import { readCommand } from './inputs/read-command.ts';
import { version } from './inputs/version.ts';
import { type Inputs, readTerminalInputs } from './inputs.ts';
import { lastCatch } from './modes/last-catch.ts';
import { present } from './modes/present.ts';
import { runMode } from './modes/run-mode.ts';
import { type RunReport, withoutPlan } from './modes/run-report.ts';
import { SCHEMA_FILE } from './modes/validate.ts';
import { watchValidate } from './modes/watch-validate.ts';
import {
  canRedraw,
  processTerminal,
  saveText,
  type Terminal,
  terminalSurroundings,
  usesColor,
  wire,
  wireWatching,
} from './wiring.ts';

/** As a shell reports a command that Ctrl-C ended. */
const INTERRUPTED = 130;
/** Goes to the screen's first line and takes away what is below; what was scrolled off it stays. */
const clearScreen = '\u001B[H\u001B[J';

/** One command, from its arguments to its exit status. */
export async function runCommand(): Promise<void> {
  process.exitCode = await runAt(processTerminal());
}

/** The exit status of a command that is run at some terminal. */
export async function runAt(terminal: Terminal): Promise<number> {
  const { argv, env, stdout } = terminal;
  const command = readCommand(argv);
  if (command.kind === 'help') {
    const color = usesColor(stdout, env, argv.includes('--no-color'));
    stdout.write(renderHelp(command.mode, color));
    return 0;
  }
  if (command.kind === 'version') {
    stdout.write(`${programName} ${version}\n`);
    return 0;
  }
  const { json, exitCode, noColor } = command.flags;
  const around = terminalSurroundings(terminal, { json });
  const how = {
    color: !json && usesColor(stdout, env, noColor),
    isPublicRepository: false,
    namesPeople: true,
  } as const;
  const { value: inputs, diagnostics } = readTerminalInputs(command, env);
  if (inputs?.watch === true) {
    await watch(terminal, inputs, around, how.color);
    around.shutdown.dispose();
    return INTERRUPTED;
  }
  const report =
    inputs === null
      ? withoutPlan('invalid', 1, { diagnostics })
      : await run(terminal, inputs, around);
  around.shutdown.dispose();
  present(around.output, report, { ...how, about: inputs?.mode ?? 'command' });
  // What was interrupted has not ended as it was meant to, and a shell shall not go on.
  if (around.shutdown.signal.aborted && report.exitCode !== 0) return INTERRUPTED;
  const hasChanges = report.result === 'changes' || report.result === 'drift';
  return report.exitCode === 0 && hasChanges && exitCode ? 2 : report.exitCode;
}

async function watch(
  { env, directory, stdout, stderr }: Terminal,
  inputs: Inputs,
  { journal, shutdown, output }: ReturnType<typeof terminalSurroundings>,
  color: boolean,
): Promise<void> {
  const { config, writeSchema } = inputs;
  const ports = wireWatching(directory, journal, shutdown.signal);
  const how = {
    about: 'validate',
    color,
    isPublicRepository: false,
    namesPeople: true,
  } as const;
  try {
    const task = { directory: config, withSchema: writeSchema !== null };
    await watchValidate(ports, task, (report) => {
      const told = saveSchema(directory, inputs, report);
      if (canRedraw(stdout, env)) stdout.write(clearScreen);
      present(output, told, how);
      stderr.write(`watching ${config === '' ? 'the repository' : config}; Ctrl-C ends it\n`);
    });
  } finally {
    await ports.changes.close();
  }
}

/** Writes the schema that a clean `validate` brings; files with errors leave the last one in its place. */
function saveSchema(directory: string, { writeSchema }: Inputs, report: RunReport): RunReport {
  const text = report.files?.[SCHEMA_FILE];
  if (writeSchema === null || text === undefined) return report;
  const why = saveText(directory, writeSchema, text);
  if (why === null) return report;
  const headline = `--write-schema ${JSON.stringify(writeSchema)} cannot be written`;
  const unwritten = problem('invalid-input', headline, { why });
  return {
    ...report,
    result: 'failed',
    exitCode: 1,
    diagnostics: [...report.diagnostics, unwritten],
  };
}

/** The SDK reads the process's environment, and would warn of keys beside a profile. */
function useProfile(env: Terminal['env'], profile: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete env[name];
  env['AWS_PROFILE'] = profile;
}

async function run(
  { env, directory }: Terminal,
  inputs: Inputs,
  { journal, shutdown, secrets }: ReturnType<typeof terminalSurroundings>,
): Promise<RunReport> {
  if (inputs.awsProfile !== null) useProfile(env, inputs.awsProfile);
  const ports = wire(inputs, env, directory, journal, shutdown.signal, undefined, secrets);
  try {
    const { report } = await runMode(inputs, ports).catch(lastCatch);
    return saveSchema(directory, inputs, report);
  } finally {
    ports.close();
  }
}
