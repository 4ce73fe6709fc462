import { lastCatch } from './modes/last-catch.ts';
import { occasionOf, present } from './modes/present.ts';
import { runMode } from './modes/run-mode.ts';
import { withoutPlan } from './modes/run-report.ts';
import { readTerminalInputs } from './inputs.ts';
import { usage } from './inputs/usage.ts';
import { terminalSurroundings, wire } from './wiring.ts';

/** One command, from its arguments to its exit status. */
export async function runCommand(): Promise<void> {
  const { env } = process;
  const inputs = readTerminalInputs(process.argv.slice(2), env);
  const context = inputs.value === 'help' || inputs.value === null ? null : inputs.value.context;
  const flags = context?.kind === 'terminal' ? context : { json: false, exitCode: false };
  const { journal, output, shutdown, secrets } = terminalSurroundings(flags.json, env);
  const color = process.stdout.isTTY && env['NO_COLOR'] === undefined;
  const how = { color, isPublicRepository: false, namesPeople: true } as const;

  if (inputs.value === 'help') {
    process.stdout.write(usage);
  } else if (inputs.value === null) {
    const report = withoutPlan('invalid', 1, { diagnostics: inputs.diagnostics });
    present(output, report, { ...how, occasion: 'pull-request' });
    process.exitCode = 1;
  } else {
    const { signal } = shutdown;
    const ports = wire(inputs.value, env, process.cwd(), journal, signal, undefined, secrets);
    const { report } = await runMode(inputs.value, ports).catch(lastCatch);
    present(output, report, { ...how, occasion: occasionOf(inputs.value.mode) });
    const hasChanges = report.result === 'changes' || report.result === 'drift';
    process.exitCode = report.exitCode === 0 && hasChanges && flags.exitCode ? 2 : report.exitCode;
    ports.close();
  }
  shutdown.dispose();
}
