import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FleetSize, fleetSizes } from '../fleet/fleet-size.ts';
import { makeFleet } from '../fleet/make-fleet.ts';
import { makeCases } from './make-cases.ts';
import {
  type MeasuredCase,
  type PlanningCase,
  type PlanningCaseName,
  planningCaseNames,
} from './planning-case.ts';

export interface PlanningMeasurement extends MeasuredCase {
  readonly name: PlanningCaseName;
  readonly assignments: number;
  /** Of all steps but loading the files of up to three commits. */
  readonly cpuSeconds: number;
}

export interface PlanningOptions {
  readonly seed: number;
  readonly sizes: readonly FleetSize[];
  readonly names: readonly PlanningCaseName[];
  readonly told: (what: string) => void;
}

const { large } = fleetSizes;

/** The large fleet, and ten times it: AWS allows 3,500 permission sets, and nobody has ten times as many. */
export const planningSizes: readonly FleetSize[] = [
  large,
  {
    accounts: large.accounts * 10,
    permissionSets: large.permissionSets * 3,
    groups: large.groups * 10,
    assignments: large.assignments * 10,
  },
];

/** What planning itself takes once everything is read: no request, no clock. */
export async function measurePlanning(
  options: Partial<PlanningOptions> = {},
): Promise<PlanningMeasurement[]> {
  const { seed = 1, sizes = planningSizes, names = planningCaseNames } = options;
  const found: PlanningMeasurement[] = [];
  for (const size of sizes) {
    const cases = makeCases(makeFleet({ ...size, seed, byTag: true }));
    for (const name of names) {
      options.told?.(`${size.assignments} assignments: ${name} …`);
      const measured = await inOwnProcess(cases[name]);
      const { load: _, ...others } = measured.seconds;
      const cpuSeconds = Object.values(others).reduce((sum, seconds) => sum + seconds, 0);
      found.push({ name, assignments: size.assignments, cpuSeconds, ...measured });
    }
  }
  return found;
}

function inOwnProcess(input: PlanningCase): Promise<MeasuredCase> {
  const job = fileURLToPath(new URL('planning-job.ts', import.meta.url));
  const child = fork(job, [], { execArgv: ['--expose-gc'], serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    let measured: MeasuredCase | undefined;
    child.once('message', (message: MeasuredCase) => {
      measured = message;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (measured === undefined) reject(new Error(`${input.name}: the job ended with ${code}`));
      else resolve(measured);
    });
    child.send(input);
  });
}
