import { totalOf } from '../bounds/requests.ts';
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

interface Measured {
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
    atMost(3300, of('drift')),
    ...complete(of('drift, complete')),
    writesAtTheLimit(of('apply of roll-out')),
    ...ofPlanning(planning),
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

function ofPlanning(planning: readonly Planning[]): Claim[] {
  return planning.flatMap(({ name, assignments, cpuSeconds, peakMiB }) => {
    const tenth = planning.find((one) => one.name === name && one.assignments * 10 === assignments);
    if (tenth !== undefined) {
      const times = cpuSeconds / tenth.cpuSeconds;
      return {
        claim: `planning ${number(assignments)} assignments, ${name}: at most 12 × the CPU of a tenth`,
        measured: `${ratio(times)} × (${seconds(cpuSeconds, 2)}, ${mebibytes(peakMiB)})`,
        met: times <= 12,
      };
    }
    return {
      claim: `planning ${number(assignments)} assignments, ${name}: under 2 s of CPU and 400 MB`,
      measured: `${seconds(cpuSeconds, 2)}, ${mebibytes(peakMiB)}`,
      met: cpuSeconds < 2 && peakMiB * 1.048_576 < 400,
    };
  });
}
