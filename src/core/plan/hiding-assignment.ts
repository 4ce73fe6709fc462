import type { ActualApplicationAssignment } from '../actual/actual-state.ts';
import type { DesiredState, UnresolvedApplications } from '../desired/desired-state.ts';

/** The first thing unresolved that may ask for this assignment; null where none may. */
export function hidingAssignment(
  { applications }: DesiredState,
  { application, principal }: ActualApplicationAssignment,
): UnresolvedApplications | null {
  return (
    applications.unresolved.find(
      (scope) =>
        (scope.applications?.has(application.arn) ?? true) &&
        (scope.principals?.has(principal.id) ?? true),
    ) ?? null
  );
}
