import { createIgnoreFilter, type IgnoreFilter } from '../actual/ignored.ts';
import type { DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
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

/** Whether base had the same grant declared and ignored. */
export function wasIgnoredInBase(
  base: Version | null,
  snapshot: Snapshot,
): (grant: DesiredGrant) => boolean {
  if (base === null) return () => false;
  const ignore = createIgnoreFilter(base.mapping, snapshot);
  return ({ key, account, permissionSet, principal }) =>
    base.desired.grants.has(key) && ignore.assignment(account.id, permissionSet, principal);
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
  { account, permissionSet, principal }: DesiredGrant,
  { settings }: Mapping,
  ignore: IgnoreFilter,
): boolean {
  return (
    settings.release.some(({ value }) => value === permissionSet) ||
    ignore.permissionSet(permissionSet) ||
    ignore.assignment(account.id, permissionSet, principal)
  );
}

/** A set that is kept, and a grant on it that nobody ever declared. */
export function strangersOf(
  operations: readonly Operation[],
  versions: Versions,
): ReadonlySet<string> {
  const { head, base, lastApplied, between } = versions;
  const known = [base, lastApplied, ...between].filter((version) => version !== null);
  return new Set(
    operations
      .filter(
        (operation) =>
          operation.kind === 'revoke' &&
          head.desired.permissionSets.has(operation.permissionSet) &&
          ![head, ...known].some(({ desired }) =>
            desired.grants.has(
              grantKey(operation.account.id, operation.permissionSet, operation.principal),
            ),
          ),
      )
      .map(({ id }) => id),
  );
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
