import { describe, expect, it } from 'vitest';
import type { Measurement, RunName } from '../run/measurement.ts';
import { type Claim, claimsOf, type Planning } from './claims.ts';
import { claimsReport } from './claims-report.ts';

const runs: readonly RunName[] = [
  'plan of ten',
  'plan of ten, record',
  'plan of ten scattered',
  'plan of ten scattered, record',
  'drift',
  'drift, complete',
  'apply of roll-out',
];
const start = { actionMilliseconds: 200, nodeMilliseconds: 40, timesNode: 5 };

function measured(run: RunName, given: Partial<Measurement> = {}): Measurement {
  return {
    run,
    result: 'clean',
    exhaustive: true,
    strategy: 'touched',
    requests: { 'sso-admin:ListInstances': 50, 'organizations:ListAccounts': 80 },
    awsRequests: 130,
    simulatedSeconds: 12,
    shareOfLimit: { 'sso-admin': 0.96 },
    throttledShare: 0,
    writing: { assignments: 1200, seconds: 140, leastSeconds: 130 },
    cpuSeconds: 1,
    peakMiB: 100,
    least: { requests: { 'sso-admin:ListInstances': 50 }, total: 50, seconds: 10 },
    timesLeast: { requests: 1, seconds: 1 },
    terraform: { requests: {}, total: 1 },
    ofTerraform: 1,
    ...given,
  };
}

function planned(cpuSeconds: number, tenTimes: number, peakMiB = 300): Planning[] {
  const name = 'ten changes';
  return [
    { name, assignments: 25_000, cpuSeconds, peakMiB },
    { name, assignments: 250_000, cpuSeconds: tenTimes, peakMiB: 2000 },
  ];
}

function unmet(changed: readonly Measurement[], planning = planned(1, 11)): string[] {
  const measurements = runs.map((run) => changed.find((one) => one.run === run) ?? measured(run));
  const claims = claimsOf({ measurements, start, planning });
  return claims.filter(({ met }) => met === false).map(({ claim }) => claim);
}

describe('claims', () => {
  it('are met where everything is within them', () => {
    expect(unmet([])).toEqual([]);
  });

  it.each<[string, Measurement, string]>([
    [
      'a request too many',
      measured('plan of ten, record', {
        requests: { 'sso-admin:ListInstances': 61, 'organizations:ListAccounts': 80 },
      }),
      'at most 60 requests',
    ],
    ['waiting', measured('plan of ten', { simulatedSeconds: 12.6 }), 'the time of listing'],
    [
      'a slow pace',
      measured('drift, complete', { shareOfLimit: { 'sso-admin': 0.94 } }),
      'at least 95 % of the rate',
    ],
    ['throttling', measured('drift, complete', { throttledShare: 0.02 }), 'at most 1 % throttled'],
    [
      'places left empty',
      measured('apply of roll-out', {
        writing: { assignments: 1200, seconds: 145, leastSeconds: 130 },
      }),
      'what the limits allow',
    ],
    ['nothing written', measured('apply of roll-out', { writing: null }), 'what the limits allow'],
  ])('do not hold with %s', (_, run, claim) => {
    expect(unmet([run])).toEqual([expect.stringContaining(claim)]);
  });

  it('do not hold where planning takes too much, or grows too fast, or was not measured', () => {
    expect(unmet([], planned(2.1, 11))).toEqual([expect.stringContaining('under 2 s')]);
    expect(unmet([], planned(1, 11, 400))).toEqual([expect.stringContaining('400 MB')]);
    expect(unmet([], planned(1, 12.1))).toEqual([expect.stringContaining('at most 12 ×')]);
    expect(unmet([], [])).toHaveLength(2);
  });

  it('are told with how many are not met', () => {
    const claims: Claim[] = [
      { claim: 'fast', measured: '1 s', met: true },
      { claim: 'small', measured: '9 MiB', met: false },
      { claim: 'start', measured: '1 ms', met: null },
    ];
    expect(claimsReport(claims).split('\n').slice(1)).toEqual([
      '    met  fast: 1 s',
      'NOT MET  small: 9 MiB',
      '   info  start: 1 ms',
      'NOT MET: 1 of 3',
    ]);
  });
});
