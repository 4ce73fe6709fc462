import { type Verdict, verdicts } from '../core/doctor/check.ts';
import type { Checkup, Diagnosis } from '../core/doctor/run-checks.ts';
import { doctorGroups } from './doctor-groups.ts';
import { doctorVerdict } from './doctor-verdict.ts';
import { escapeLogLine } from './escape-log-line.ts';

const colors: Readonly<Record<Verdict, number>> = {
  fail: 31,
  warn: 33,
  'cannot tell': 35,
  pass: 32,
};
const bold = 1;

function lines([first, ...others]: readonly [Checkup, ...Checkup[]], width: number): string[] {
  const { id, title, evidence, nextStep, missing } = first;
  const indent = ' '.repeat(width + 4);
  return [
    others.length === 0
      ? `  ${id.padEnd(width)}  ${title}`
      : `  ${[first, ...others].map((one) => one.id).join(', ')}`,
    ...evidence.map((line) => `${indent}${line}`),
    ...(missing.length === 0 ? [] : [`${indent}missing: ${missing.join(', ')}`]),
    ...(nextStep === null ? [] : [`${indent}next: ${nextStep}`]),
  ].map(escapeLogLine);
}

/** The check-up for a person at a terminal, and for the log. */
export function doctorTerminal(diagnosis: Diagnosis, color: boolean): string {
  const paint = (code: number, text: string): string =>
    color ? `\u001B[${code}m${text}\u001B[0m` : text;
  const width = Math.max(0, ...diagnosis.checks.map(({ id }) => id.length));
  const groups = verdicts.flatMap((verdict) => {
    const members = doctorGroups(diagnosis, verdict);
    if (members.length === 0) return [];
    const head = paint(colors[verdict], verdict.toUpperCase());
    return ['', head, ...members.flatMap((group) => lines(group, width))];
  });
  return ['federation check-up', paint(bold, doctorVerdict(diagnosis)), ...groups, '', ''].join(
    '\n',
  );
}
