/**
 * A job in a process of its own, so that its memory and its work are not the simulators'. It is the
 * Action's own road from its environment to its outputs, at a time that the bench moves.
 */
import type { Plan } from '../../../src/core/plan/plan.ts';
import { lastCatch } from '../../../src/modes/last-catch.ts';
import { present } from '../../../src/modes/present.ts';
import { runMode } from '../../../src/modes/run-mode.ts';
import type { RunReport } from '../../../src/modes/run-report.ts';
import { readActionInputs } from '../../../src/inputs.ts';
import { actionSurroundings, wire } from '../../../src/wiring.ts';
import { JobClock } from './job-clock.ts';
import type { JobMessage, PlanFacts, TimeMessage } from './job-message.ts';

function tell(message: JobMessage): void {
  if (process.send === undefined) throw new Error('only the bench starts this');
  process.send(message);
}

async function runJob(clock: JobClock): Promise<RunReport> {
  const { env } = process;
  const { event, journal, output, shutdown } = actionSurroundings(env);
  const { value, diagnostics } = readActionInputs(env, event);
  if (value === null) throw new Error(diagnostics.map(({ headline }) => headline).join('\n'));
  const directory = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const ports = wire(value, env, directory, journal, shutdown.signal, clock);
  const { report, isPublicRepository } = await runMode(value, ports).catch(lastCatch);
  present(output, report, {
    about: value.mode,
    color: false,
    isPublicRepository,
    namesPeople: false,
  });
  ports.close();
  shutdown.dispose();
  return report;
}

function factsOf({ counts, exhaustive, reading }: Plan): PlanFacts {
  return { counts, exhaustive, strategy: reading.strategy };
}

const startsAt = Number(process.env['BENCH_STARTS_AT']);
const clock = new JobClock(startsAt, (open, next) => {
  tell({ kind: 'quiet', open, next });
});
process.on('message', ({ now }: TimeMessage) => {
  clock.moveTo(now);
});
const { result, plan } = await runJob(clock);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
tell({
  kind: 'ended',
  result,
  plan: plan === null ? null : factsOf(plan),
  usage: { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 },
});
process.disconnect();
