import { sum } from '../bounds/pages.ts';
import { totalOf } from '../bounds/requests.ts';
import type { FleetFacts } from '../fleet/make-fleet.ts';
import type { Measurement } from '../run/measurement.ts';
import { mebibytes, number, percent, ratio, seconds } from './numbers.ts';
import { textTable } from './text-table.ts';

/** What people read of one fleet. */
export function fleetReport(
  name: string,
  facts: FleetFacts,
  measurements: readonly Measurement[],
): string {
  const title = [
    `${name}: ${number(facts.accounts)} accounts in ${facts.units} units`,
    `${facts.permissionSets} permission sets`,
    `${number(facts.groups)} groups`,
    `${number(facts.assignments)} assignments in ${number(sum(facts.accountsOfSets))} pairs of set and account`,
    `seed ${facts.seed}`,
    ...(facts.byTag ? ['a rule by tag'] : []),
  ].join(', ');
  return [`${title}\n`, costs(measurements), requests(measurements)].join('\n');
}

function costs(measurements: readonly Measurement[]): string {
  const columns: readonly [string, (one: Measurement, index: number) => string][] = [
    ['run', ({ run }, index) => `${index + 1} ${run}`],
    ['result', ({ result }) => result],
    ['reads', ({ strategy }) => strategy],
    ['AWS requests', ({ awsRequests }) => number(awsRequests)],
    ['× least', ({ timesLeast }) => ratio(timesLeast.requests)],
    ['× Terraform', ({ ofTerraform }) => ratio(ofTerraform)],
    ['at AWS rate', ({ simulatedSeconds }) => seconds(simulatedSeconds)],
    ['× least', ({ timesLeast }) => ratio(timesLeast.seconds)],
    ['of sso-admin limit', ({ shareOfLimit }) => percent(shareOfLimit['sso-admin'] ?? 0)],
    ['throttled', ({ throttledShare }) => percent(throttledShare)],
    ['writing', ({ writing }) => (writing === null ? '' : seconds(writing.seconds))],
    ['× least', ({ writing }) => (writing ? ratio(writing.seconds / writing.leastSeconds) : '')],
    ['CPU', ({ cpuSeconds }) => seconds(cpuSeconds, 2)],
    ['peak memory', ({ peakMiB }) => mebibytes(peakMiB)],
  ];
  return textTable([
    columns.map(([title]) => title),
    ...measurements.map((one, index) => columns.map(([, text]) => text(one, index))),
  ]);
}

const services = ['sso-admin', 'identitystore', 'organizations', 'github'];

function requests(measurements: readonly Measurement[]): string {
  const names = measurements.flatMap((one) => [
    ...Object.keys(one.requests),
    ...Object.keys(one.least.requests),
  ]);
  const rows = services.flatMap((service) => [
    [service, ...measurements.map((one) => total(one, service))],
    ...(service === 'github' ? [] : [...new Set(names)])
      .filter((name) => name.startsWith(`${service}:`))
      .toSorted()
      .map((name) => [
        `  ${name.slice(service.length + 1)}`,
        ...measurements.map((one) => cell(one.requests[name] ?? 0, one.least.requests[name] ?? 0)),
      ]),
  ]);
  return textTable([
    ['requests (least, where fewer)', ...measurements.map((_, index) => String(index + 1))],
    ...rows,
  ]);
}

function total({ requests: asked, least }: Measurement, service: string): string {
  const all = totalOf(asked, [service]);
  return cell(all, service === 'github' ? all : totalOf(least.requests, [service]));
}

function cell(asked: number, least: number): string {
  if (asked === 0 && least === 0) return '';
  return asked === least ? number(asked) : `${number(asked)} (${number(least)})`;
}
