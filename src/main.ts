import { lastCatch } from './modes/last-catch.ts';
import { present } from './modes/present.ts';
import { runMode } from './modes/run-mode.ts';
import { withoutPlan } from './modes/run-report.ts';
import { readActionInputs } from './inputs.ts';
import { actionSurroundings, wire } from './wiring.ts';

/** One step of a job, from its environment to its exit status. */
export async function runAction(): Promise<void> {
  const { env } = process;
  const { event, journal, output, shutdown, secrets } = actionSurroundings(env);
  const inputs = readActionInputs(env, event);
  const how = {
    about: inputs.value?.mode ?? 'inputs',
    color: false,
    // The log of an Action is as public as its repository, and that is not known yet when inputs fail.
    isPublicRepository: true,
    namesPeople: false,
  } as const;

  if (inputs.value === null) {
    const report = withoutPlan('invalid', 1, { diagnostics: inputs.diagnostics });
    present(output, report, how);
    process.exitCode = 1;
  } else {
    if (inputs.value.github !== null) secrets.add([inputs.value.github.token]);
    const directory = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const { signal } = shutdown;
    const ports = wire(inputs.value, env, directory, journal, signal, undefined, secrets);
    const { report, isPublicRepository } = await runMode(inputs.value, ports).catch(lastCatch);
    present(
      output,
      { ...report, diagnostics: [...inputs.diagnostics, ...report.diagnostics] },
      { ...how, isPublicRepository },
    );
    process.exitCode = report.exitCode;
    ports.close();
  }
  shutdown.dispose();
}
