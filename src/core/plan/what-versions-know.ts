import { createIgnoreFilter, type IgnoreFilter } from '../actual/ignored.ts';
import type {
  DesiredApplicationAssignment,
  DesiredGrant,
  DesiredState,
} from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { remembered } from '../model/remembered.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import type { Version, Versions } from './attribute.ts';
import type { Operation } from './operation.ts';

/** A set of another owner is base's trouble only if base declared it under the same owner. */
export function isOldNews(permissionSet: string, { head, base }: Versions): boolean {
  return (
    base !== null &&
    base.desired.permissionSets.has(permissionSet) &&
    base.mapping.settings.owner.value === head.mapping.settings.owner.value
  );
}

/** Whether base had the same declared and ignored. */
export function wasIgnoredInBase(
  base: Version | null,
  snapshot: Snapshot,
): (given: DesiredGrant | DesiredApplicationAssignment) => boolean {
  if (base === null) return () => false;
  const ignore = createIgnoreFilter(base.mapping, snapshot);
  return (given) =>
    'application' in given
      ? base.desired.applications.assignments.has(given.key) && ignore.everywhere(given.principal)
      : base.desired.grants.has(given.key) &&
        ignore.assignment(given.account.id, given.permissionSet, given.principal);
}

/** Assignments of users that these files or earlier ones declare: taking back `users: true` lets none of them go. */
export function declaredUsers({ head, base, lastApplied, between }: Versions): ReadonlySet<string> {
  const known = [head, base, lastApplied, ...between].filter((version) => version !== null);
  return new Set(
    known.flatMap(({ desired }) =>
      [...desired.grants.values(), ...desired.applications.assignments.values()]
        .filter(({ principal }) => principal.type === 'USER')
        .map(({ key }) => key),
    ),
  );
}

/** Given up, ignored or left to others: it is no longer declared, and nothing is taken away. */
export function isLetGo(
  given: DesiredGrant | DesiredApplicationAssignment,
  { settings }: Mapping,
  ignore: IgnoreFilter,
): boolean {
  if ('application' in given) return ignore.everywhere(given.principal);
  const { account, permissionSet, principal } = given;
  return (
    settings.release.some(({ value }) => value === permissionSet) ||
    ignore.permissionSet(permissionSet) ||
    ignore.assignment(account.id, permissionSet, principal)
  );
}

/** A set or application that is kept, and an assignment of it that nobody ever declared. */
export function strangersOf(
  operations: readonly Operation[],
  versions: Versions,
): ReadonlySet<string> {
  const { head, base, lastApplied, between } = versions;
  const known = [base, lastApplied, ...between].filter((version) => version !== null);
  const isStrange = (operation: Operation): boolean => {
    if (operation.kind === 'unassign-application') {
      const { application, principal } = operation;
      const key = applicationKey(application.arn, principal);
      return (
        head.desired.applications.named.has(application.arn) &&
        ![head, ...known].some(({ desired }) => desired.applications.assignments.has(key))
      );
    }
    if (operation.kind !== 'revoke') return false;
    const key = grantKey(operation.account.id, operation.permissionSet, operation.principal);
    return (
      head.desired.permissionSets.has(operation.permissionSet) &&
      ![head, ...known].some(({ desired }) => desired.grants.has(key))
    );
  };
  return new Set(operations.filter(isStrange).map(({ id }) => id));
}

const subjectsIn = remembered(
  ({ findings }: DesiredState) => new Set(findings.map(({ subject }) => subject)),
);

/** Head causes what base, against the same organization, does not show. */
export function blame({ finding, subject }: LocatedFinding, base: Version | null): Finding {
  if (!finding.causedByHead) return finding;
  const known = base !== null && subjectsIn(base.desired).has(subject);
  return { ...finding, causedByHead: !known };
}
