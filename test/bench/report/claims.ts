import { totalOf } from '../bounds/requests.ts';
import { fleetSizes } from '../fleet/fleet-size.ts';
import type { Measurement, RunName } from '../run/measurement.ts';
import type { StartUp } from '../run/measure-start.ts';
import { mebibytes, number, percent, ratio, seconds } from './numbers.ts';

/** What the product promises of the large fleet, and what was measured. */
export interface Claim {
  readonly claim: string;
  readonly measured: string;
  /** Null where nothing is promised. */
  readonly met: boolean | null;
}

/** CPU and memory of resolving, comparing and rendering alone, without a request. */
export interface Planning {
  readonly name: string;
  readonly assignments: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

export interface Measured {
  readonly measurements: readonly Measurement[];
  readonly start: StartUp;
  readonly planning: readonly Planning[];
}

/** AWS lists 20 accounts a request, and answers 8 requests a second. */
const accountPages = 'organizations:ListAccounts';
const accountPagesPerSecond = 8;

export function claimsOf({ measurements, start, planning }: Measured): Claim[] {
  const of = (name: RunName): Measurement => {
    const found = measurements.find(({ run }) => run === name);
    if (found === undefined) throw new Error(`${name} was not measured`);
    return found;
  };
  const { actionMilliseconds, nodeMilliseconds, timesNode } = start;
  return [
    atMost(60, of('plan of ten, record')),
    atMost(60, of('plan of ten scattered, record')),
    atMost(250, of('plan of ten')),
    atMost(250, of('plan of ten scattered')),
    likeListingAccounts(of('plan of ten, record')),
    likeListingAccounts(of('plan of ten scattered, record')),
    likeListingAccounts(of('plan of ten')),
    likeListingAccounts(of('plan of ten scattered')),
    atMost(3300, of('drift')),
    ...complete(of('drift, complete')),
    writesAtTheLimit(of('apply of roll-out')),
    ofPlanning(planning),
    ofGrowth(planning),
    {
      claim: 'from the start of node dist/index.js to its first request',
      measured: `${actionMilliseconds.toFixed(0)} ms, ${timesNode.toFixed(1)} × bare Node's ${nodeMilliseconds.toFixed(0)} ms`,
      met: null,
    },
  ];
}

function atMost(most: number, { run, requests, least }: Measurement): Claim {
  const asked = totalOf(requests, ['sso-admin']);
  const needed = totalOf(least.requests, ['sso-admin']);
  return {
    claim: `${run}: at most ${number(most)} requests to sso-admin`,
    measured: `${number(asked)}, where ${number(needed)} is the least`,
    met: asked <= most,
  };
}

function likeListingAccounts({ run, requests, simulatedSeconds }: Measurement): Claim {
  const listing = (requests[accountPages] ?? 0) / accountPagesPerSecond;
  return {
    claim: `${run}: at most 1.25 × the time of listing all accounts`,
    measured: `${seconds(simulatedSeconds)}, ${ratio(simulatedSeconds / listing)} × ${seconds(listing)}`,
    met: simulatedSeconds <= 1.25 * listing,
  };
}

function complete({ run, requests, least, shareOfLimit, throttledShare }: Measurement): Claim[] {
  const times =
    totalOf(requests, ['sso-admin']) / Math.max(1, totalOf(least.requests, ['sso-admin']));
  const share = shareOfLimit['sso-admin'] ?? 0;
  return [
    {
      claim: `${run}: at most 1.02 × the least requests to sso-admin`,
      measured: times.toFixed(3),
      met: times <= 1.02,
    },
    {
      claim: `${run}: at least 95 % of the rate that AWS allows`,
      measured: percent(share),
      met: share >= 0.95,
    },
    {
      claim: `${run}: at most 1 % throttled`,
      measured: percent(throttledShare),
      met: throttledShare <= 0.01,
    },
  ];
}

function writesAtTheLimit({ run, writing }: Measurement): Claim {
  const { assignments, seconds: took, leastSeconds } = writing ?? nothingWritten;
  return {
    claim: `${run}, ${number(assignments)} assignments: at least 90 % of what the limits allow`,
    measured: `${percent(leastSeconds / took)}: ${seconds(took)} of writing, where ${seconds(leastSeconds)} is the least`,
    met: leastSeconds >= 0.9 * took,
  };
}

const nothingWritten = { assignments: 0, seconds: Infinity, leastSeconds: 0 };

/** The dearest of the plans that were made of the large fleet. */
function ofPlanning(planning: readonly Planning[]): Claim {
  const some = planning.filter(({ assignments }) => assignments === fleetSizes.large.assignments);
  const cpu = dearest(some, ({ cpuSeconds }) => cpuSeconds);
  const memory = dearest(some, ({ peakMiB }) => peakMiB);
  return {
    claim: 'planning: under 2 s of CPU and 400 MB',
    measured:
      cpu === null || memory === null
        ? notMeasured
        : `${seconds(cpu.cpuSeconds, 2)} (${cpu.name}), ${mebibytes(memory.peakMiB)} (${memory.name})`,
    met: cpu !== null && memory !== null && cpu.cpuSeconds < 2 && memory.peakMiB * 1.048_576 < 400,
  };
}

function ofGrowth(planning: readonly Planning[]): Claim {
  const times = (one: Planning): number =>
    one.cpuSeconds / (tenthOf(one, planning)?.cpuSeconds ?? Number.NaN);
  const some = planning.filter((one) => tenthOf(one, planning) !== undefined);
  const worst = dearest(some, times);
  return {
    claim: 'planning ten times the fleet: at most 12 × the CPU',
    measured:
      worst === null
        ? notMeasured
        : `${ratio(times(worst))} × (${worst.name}, ${seconds(worst.cpuSeconds, 2)})`,
    met: worst !== null && times(worst) <= 12,
  };
}

const notMeasured = 'not measured';

function tenthOf(
  { name, assignments }: Planning,
  planning: readonly Planning[],
): Planning | undefined {
  return planning.find((one) => one.name === name && one.assignments * 10 === assignments);
}

function dearest(some: readonly Planning[], of: (one: Planning) => number): Planning | null {
  const [first = null, ...others] = some;
  return others.reduce(
    (worst, one) => (worst !== null && of(one) > of(worst) ? one : worst),
    first,
  );
}
