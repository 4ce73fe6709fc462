import type { ActualApplication, ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import { remembered } from '../model/remembered.ts';
import type { Versions } from './attribute.ts';
import type { Difference } from './difference.ts';

/**
 * Where head names an application, its assignments are as declared and no others. Of one that only earlier
 * files name, what they declared goes, and the rest is somebody else's. What was not read is not compared.
 */
export function diffApplications(
  desired: DesiredState,
  actual: ActualState,
  versions: Versions,
): Difference[] {
  const wanted = desired.applications;
  const isOurs = earlierDeclared(versions);
  return [...actual.applications.values()].flatMap((live) => [
    ...missing(desired, live),
    ...[...live.assignments.values()].flatMap((held): Difference[] => {
      const declared = wanted.assignments.get(held.key);
      if (declared !== undefined) {
        return declared.expired ? [{ kind: 'unassign-application', held, expired: declared }] : [];
      }
      return wanted.named.has(live.application.arn) || isOurs(held.key)
        ? [{ kind: 'unassign-application', held, expired: null }]
        : [];
    }),
  ]);
}

function missing(desired: DesiredState, live: ActualApplication): Difference[] {
  return (assignmentsIn(desired).get(live.application.arn) ?? [])
    .filter(({ key, expired }) => !expired && !live.assignments.has(key))
    .map((wanted) => ({ kind: 'assign-application', wanted }));
}

const assignmentsIn = remembered(({ applications }: DesiredState) =>
  Map.groupBy(applications.assignments.values(), ({ application }) => application.arn),
);

function earlierDeclared({ base, lastApplied, between }: Versions): (key: string) => boolean {
  const earlier = [base, lastApplied, ...between].flatMap((version) =>
    version === null ? [] : [version.desired.applications.assignments],
  );
  return (key) => earlier.some((assignments) => assignments.has(key));
}
