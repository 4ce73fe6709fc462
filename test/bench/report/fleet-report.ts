import { totalOf } from '../bounds/requests.ts';
import type { FleetFacts } from '../fleet/make-fleet.ts';
import type { Measurement } from '../run/measure-fleet.ts';
import { textTable } from './text-table.ts';

/** What people read of one fleet. */
export function fleetReport(
  name: string,
  facts: FleetFacts,
  measurements: readonly Measurement[],
): string {
  const pairs = facts.accountsOfSets.reduce((sum, accounts) => sum + accounts, 0);
  const title = [
    `${name}: ${number(facts.accounts)} accounts in ${facts.units} units`,
    `${facts.permissionSets} permission sets`,
    `${number(facts.groups)} groups`,
    `${number(facts.assignments)} assignments in ${number(pairs)} pairs of set and account`,
    `seed ${facts.seed}`,
    ...(facts.byTag ? [] : ['no rule by tag']),
  ].join(', ');
  return [`${title}\n`, costs(measurements), operations(measurements)].join('\n');
}

function costs(measurements: readonly Measurement[]): string {
  const columns: readonly [string, (one: Measurement) => string][] = [
    ['run', ({ run }) => run],
    ['result', ({ result }) => result],
    ['AWS requests', ({ awsRequests }) => number(awsRequests)],
    ['× least', ({ timesLeast }) => ratio(timesLeast.requests)],
    ['× Terraform', ({ ofTerraform }) => ratio(ofTerraform)],
    ['at AWS rate', ({ simulatedSeconds }) => `${simulatedSeconds.toFixed(1)} s`],
    ['× least', ({ timesLeast }) => ratio(timesLeast.seconds)],
    ['of sso-admin limit', ({ shareOfLimit }) => percent(shareOfLimit['sso-admin'] ?? 0)],
    ['throttled', ({ throttledShare }) => percent(throttledShare)],
    ['CPU', ({ cpuSeconds }) => `${cpuSeconds.toFixed(2)} s`],
    ['peak memory', ({ peakMiB }) => `${peakMiB.toFixed(0)} MiB`],
  ];
  return textTable([
    columns.map(([title]) => title),
    ...measurements.map((one) => columns.map(([, text]) => text(one))),
  ]);
}

function operations(measurements: readonly Measurement[]): string {
  const names = measurements.flatMap(({ requests, least }) => [
    ...Object.keys(requests),
    ...Object.keys(least.requests),
  ]);
  const services = ['sso-admin', 'identitystore', 'organizations', 'github'];
  const rows = services.flatMap((service) => [
    [
      service,
      ...measurements.map(({ requests, least }) =>
        service === 'github'
          ? number(totalOf(requests, [service]))
          : `${number(totalOf(requests, [service]))} (${number(totalOf(least.requests, [service]))})`,
      ),
    ],
    ...[...new Set(names)]
      .filter((name) => name.startsWith(`${service}:`))
      .toSorted()
      .map((name) => [
        `  ${name.slice(service.length + 1)}`,
        ...measurements.map(({ requests, least }) =>
          cell(requests[name] ?? 0, service === 'github' ? 0 : (least.requests[name] ?? 0)),
        ),
      ]),
  ]);
  return textTable([
    ['requests (fewest that can answer)', ...measurements.map(({ run }) => run)],
    ...rows,
  ]);
}

function cell(asked: number, least: number): string {
  if (asked === 0 && least === 0) return '';
  return least === 0 ? number(asked) : `${number(asked)} (${number(least)})`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function ratio(value: number): string {
  return value.toFixed(2);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
