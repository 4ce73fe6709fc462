import type { Verdict } from '../core/doctor/check.ts';
import type { Checkup, Diagnosis } from '../core/doctor/run-checks.ts';
import { withVerdict } from './doctor-verdict.ts';

/** Checks of one verdict; those that cannot tell for the same reason are one, or it would be told twenty times. */
export function doctorGroups(
  { checks }: Diagnosis,
  verdict: Verdict,
): readonly (readonly [Checkup, ...Checkup[]])[] {
  const members = withVerdict(checks, verdict);
  const groups = Map.groupBy(members, ({ id, evidence, nextStep, missing }) =>
    JSON.stringify(verdict === 'cannot tell' ? [evidence, nextStep, missing] : id),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}
