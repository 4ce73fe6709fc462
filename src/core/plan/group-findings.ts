import { quotedList } from '../diagnostics/quoted-list.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Directory } from '../model/directory.ts';
import { originOf } from '../select/finding-at.ts';
import type { Version, Versions } from './attribute.ts';
import type { Operation } from './operation.ts';

/** Ids of the operations on a group, by Entra's object id. */
export function operationsByGroup(
  operations: readonly Operation[],
): (objectId: string | undefined) => readonly string[] {
  const byGroup = Map.groupBy(
    operations.filter(({ principal }) => principal !== null && principal.entraObjectId !== null),
    ({ principal }) => principal?.entraObjectId ?? null,
  );
  return (objectId) =>
    objectId === undefined ? [] : (byGroup.get(objectId) ?? []).map(({ id }) => id);
}

/**
 * Groups that earlier files had this tool keep in the application and that head no longer names. They
 * are offered and never taken out by themselves, because AWS deletes the group with all it holds.
 */
export function groupFindings(versions: Versions, directory: Directory | null): Finding[] {
  if (directory?.groupSync !== 'manage' || directory.everybodyInScope) return [];
  const { head, base, lastApplied, between } = versions;
  const managing = [base, lastApplied, ...between].filter(
    (version): version is Version => version?.mapping.settings.entra?.groupSync === 'manage',
  );
  const assigned = new Set(directory.assignedGroupIds);
  const given = new Set(
    head.desired.unassignedGroups.map(({ principal }) => principal.entraObjectId),
  );
  const left = directory.groups.filter(
    ({ id }) =>
      assigned.has(id) &&
      !given.has(id) &&
      !head.desired.namedGroups.has(id) &&
      managing.some(({ desired }) => desired.namedGroups.has(id)),
  );
  if (left.length === 0) return [];
  const names = quotedList(left.map(({ displayName }) => displayName));
  return [
    {
      code: 'group-no-longer-named',
      severity: 'info',
      headline: `no rule names ${names} any more; ${left.length === 1 ? 'it stays' : 'they stay'} assigned to "${directory.application.displayName}"`,
      why: 'AWS deletes a group that is taken out of the application, with everything it holds',
      help: `to have ${left.length === 1 ? 'it' : 'them'} taken out, list ${names} in settings.entra.unassignGroups`,
      origin: originOf(head.mapping.settings.at),
      causedByHead: base !== null,
      operations: [],
    },
  ];
}
