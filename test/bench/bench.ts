/**
 * `npm run bench`: what runs cost on organizations of three sizes, at AWS's rate in simulated time, and
 * whether the large one takes no more than is promised. The ratios are to be judged; seconds of CPU are
 * this machine's. A promise that is not kept is told, and fails nothing.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sum } from './bounds/pages.ts';
import { type FleetName, fleetSizes } from './fleet/fleet-size.ts';
import { type Fleet, makeFleet } from './fleet/make-fleet.ts';
import {
  measurePlanning,
  type PlanningMeasurement,
  planningSizes,
} from './planning/measure-planning.ts';
import { planningReport } from './planning/planning-report.ts';
import { claimsOf } from './report/claims.ts';
import { claimsReport } from './report/claims-report.ts';
import { fleetReport } from './report/fleet-report.ts';
import { measureFleet } from './run/measure-fleet.ts';
import { measureStart, type StartUp } from './run/measure-start.ts';
import { latency, openStage, type Stage } from './run/open-stage.ts';

const notes = `least: the fewest requests that can answer the question, and the least time at AWS's limits.
× Terraform: of the requests that its AWS provider's formula gives, to sso-admin and identitystore.
writing: from the first write to the last answer about one. Each answer of AWS takes ${latency} ms of
simulated time, GitHub's and CPU none.`;

const root = fileURLToPath(new URL('../../', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fleet: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    tags: { type: 'boolean', default: false },
  },
});
const asked = [...values.fleet, ...positionals];
const names = (asked.length === 0 ? Object.keys(fleetSizes) : asked).map(fleetNamed);
const options = { seed: seedOf(values.seed), byTag: values.tags };

if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist/ is missing: npm run build');
const start = await startUp();
const fleets = [];
for (const name of names) fleets.push(await measured(name));
say(notes);
say(
  `start to first request: node dist/index.js ${milliseconds(start.actionMilliseconds)}, ${start.timesNode.toFixed(1)} × bare node's ${milliseconds(start.nodeMilliseconds)}`,
);

const large = fleets.find(({ name }) => name === 'large');
const planning = large === undefined ? [] : await planned();
const claims = large === undefined ? [] : claimsOf({ ...large, start, planning });
if (claims.length > 0) say(`\n${claimsReport(claims)}`);

const path = join(root, '.reports/bench.json');
mkdirSync(join(root, '.reports'), { recursive: true });
const json = { node: process.version, start, fleets, planning, claims };
writeFileSync(path, `${JSON.stringify(json, null, 2)}\n`);
say(`\nas JSON: ${path}`);

function startUp(): Promise<StartUp> {
  return onStage(makeFleet({ ...fleetSizes.small, ...options }), measureStart);
}

async function measured(name: FleetName) {
  const size = { ...fleetSizes[name], ...options };
  const fleet = makeFleet(size);
  const measurements = await onStage(fleet, (stage) =>
    measureFleet(fleet, stage, (run) => {
      process.stderr.write(`${name}: ${run} …\n`);
    }),
  );
  const { facts } = fleet;
  say(`\n${fleetReport(name, facts, measurements)}`);
  const { units, policies, accountsOfSets } = facts;
  return { name, facts: { ...size, units, policies, pairs: sum(accountsOfSets) }, measurements };
}

/** Ten times the large fleet takes memory that a machine may not have: what else was measured is told. */
async function planned(): Promise<PlanningMeasurement[]> {
  const found: PlanningMeasurement[] = [];
  for (const size of planningSizes) {
    try {
      const sizes = [size];
      found.push(...(await measurePlanning({ seed: options.seed, sizes, told: tellPlanning })));
    } catch (error) {
      say(`planning ${size.assignments} assignments was not measured: ${String(error)}`);
    }
  }
  say(`\n${planningReport(found)}`);
  return found;
}

function tellPlanning(what: string): void {
  process.stderr.write(`planning ${what}\n`);
}

async function onStage<T>(fleet: Fleet, work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(fleet);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

function fleetNamed(text: string): FleetName {
  if (Object.hasOwn(fleetSizes, text)) return text as FleetName;
  throw new Error(`no fleet "${text}": ${Object.keys(fleetSizes).join(', ')}`);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`a seed is a whole number: ${text}`);
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
