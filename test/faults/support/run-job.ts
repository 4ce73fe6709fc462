import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { readActionInputs } from '../../../src/inputs.ts';
import { present } from '../../../src/modes/present.ts';
import { runMode } from '../../../src/modes/run-mode.ts';
import type { RunReport } from '../../../src/modes/run-report.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { TreeReader } from '../../../src/ports/tree-read.ts';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import type { GitHubSimulator } from '../../../src/simulator/github/github-simulator.ts';
import { inputVariables } from '../../../src/simulator/runner/job-environment.ts';
import { readAction } from '../../../src/simulator/runner/read-action.ts';
import { wire } from '../../../src/wiring.ts';

export type JobMode = 'apply' | 'drift' | 'plan';

/** Where jobs of one repository run. */
export interface Runner {
  readonly gitHub: GitHubSimulator;
  readonly tokens: Readonly<Record<JobMode, string>>;
  readonly placeOf: (event: WorkflowEvent) => Place;
  /** What is committed never changes, so every case reads it once. */
  readonly remembered: (trees: TreeReader) => TreeReader;
}

/** A folder of its own for each event, with its checkout, and what the runner tells a job there. */
export interface Place {
  readonly workspace: string;
  readonly job: Readonly<Record<string, string>>;
}

export interface Job {
  readonly report: RunReport;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly planJson: string;
  /** What was said on the way. */
  readonly warnings: readonly string[];
}

export const accessKeys = { plan: 'AKIAPLAN', drift: 'AKIAPLAN', apply: 'AKIAAPPLY' } as const;

const actionFile = fileURLToPath(new URL('../../../action.yml', import.meta.url));

/** The Action's own road in this process, from a job's environment to its outputs. */
export async function runJob(
  runner: Runner,
  clock: Clock,
  mode: JobMode,
  event: WorkflowEvent,
  moreInputs: Readonly<Record<string, string>>,
): Promise<Job> {
  const { workspace, job } = runner.placeOf(event);
  const { inputs } = readAction(actionFile, runner.tokens[mode]);
  const env = { ...job, ...inputVariables({ ...inputs, mode, ...moreInputs }) };
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeys[mode]);
  const { value, diagnostics } = readActionInputs(env, JSON.stringify(event.payload));
  if (value === null) throw new Error(`bad inputs: ${JSON.stringify(diagnostics)}`);
  const warnings: string[] = [];
  const journal = {
    progress: () => undefined,
    warn: (line: string) => {
      warnings.push(line);
    },
  };
  const ports = wire(value, env, workspace, journal, new AbortController().signal, clock);
  try {
    const trees = runner.remembered(ports.trees);
    const { report, isPublicRepository } = await runMode(value, { ...ports, trees });
    return { report, warnings, ...presented(report, mode, isPublicRepository) };
  } finally {
    ports.close();
  }
}

function presented(report: RunReport, mode: JobMode, isPublicRepository: boolean) {
  let log = '';
  let outputs: Readonly<Record<string, string>> = {};
  let planJson = '';
  present(
    {
      log: (text) => {
        log += text;
      },
      annotate: () => undefined,
      writeFiles: (files) => {
        planJson = (files as Readonly<Record<string, string>>)['plan.json'] ?? '';
        return Object.fromEntries(Object.keys(files).map((name) => [name, name])) as Record<
          keyof typeof files,
          string
        >;
      },
      writeOutputs: (written) => {
        outputs = written;
      },
      writeSummary: () => undefined,
    },
    report,
    { about: mode, color: false, isPublicRepository, namesPeople: false },
  );
  return { outputs, log, planJson };
}
