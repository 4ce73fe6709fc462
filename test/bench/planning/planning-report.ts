import { textTable } from '../report/text-table.ts';
import type { PlanningMeasurement } from './measure-planning.ts';
import { planningSteps } from './planning-case.ts';

/** What people read of it. */
export function planningReport(measurements: readonly PlanningMeasurement[]): string {
  const rows: readonly (readonly [string, (one: PlanningMeasurement) => string])[] = [
    ['assignments', ({ assignments }) => number(assignments)],
    ['operations', ({ operations }) => number(operations)],
    ['CPU without loading', ({ cpuSeconds }) => seconds(cpuSeconds)],
    ['× the tenth of it', (one) => timesTenth(one, measurements)],
    ['peak memory', ({ peakMiB }) => mebibytes(peakMiB)],
    ['of it before planning', ({ dataMiB }) => mebibytes(dataMiB)],
    ...planningSteps.map(
      (step) => [`  ${step}`, (one: PlanningMeasurement) => seconds(one.seconds[step])] as const,
    ),
  ];
  return textTable([
    ['planning', ...measurements.map(({ name }) => name)],
    ...rows.map(([title, text]) => [title, ...measurements.map(text)]),
  ]);
}

/** How much more CPU than for a tenth of the assignments. */
function timesTenth(one: PlanningMeasurement, all: readonly PlanningMeasurement[]): string {
  const small = all.find(
    ({ name, assignments }) => name === one.name && assignments * 10 === one.assignments,
  );
  return small === undefined ? '' : (one.cpuSeconds / small.cpuSeconds).toFixed(1);
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}
