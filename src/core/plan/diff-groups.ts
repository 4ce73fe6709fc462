import type { DesiredState } from '../desired/desired-state.ts';
import type { Origin } from '../diagnostics/finding.ts';
import type { Directory } from '../model/directory.ts';
import { lastingIn } from '../model/lasting.ts';
import { type Group, isUnsynced, type Principal } from '../model/principal.ts';
import { remembered } from '../model/remembered.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { joinGroups } from '../select/join-groups.ts';
import type { Difference } from './difference.ts';

/** What is missing in Entra for the groups that head names, where this tool may do it. */
export function diffGroups(
  desired: DesiredState,
  { directory, groups }: Pick<Snapshot, 'directory' | 'groups'>,
): Difference[] {
  if (directory?.groupSync !== 'manage') return [];
  const namesakesOf = namesakesIn(groups, directory);
  const { application, everybodyInScope, hasProvisioningJob } = directory;
  const assigned = new Set(directory.assignedGroupIds);
  // A group that is meant by its id in AWS alone is nobody's to bring there.
  const assignable = new Set(
    directory.groups.filter(({ securityEnabled }) => securityEnabled).map(({ id }) => id),
  );
  const differences: Difference[] = [];
  for (const [id, { principal, origins }] of groupsNamed(desired)) {
    if (!assignable.has(id)) continue;
    if (!everybodyInScope && !assigned.has(id)) {
      differences.push({
        kind: 'assign-group-to-application',
        principal,
        applicationId: application.id,
        origins,
        namesakes: namesakesOf(principal),
      });
    }
    if (hasProvisioningJob && isUnsynced(principal)) {
      differences.push({ kind: 'provision-group', principal, origins });
    }
  }
  for (const { principal, origin } of desired.unassignedGroups) {
    if (principal.entraObjectId === null || !assigned.has(principal.entraObjectId)) continue;
    differences.push({
      kind: 'unassign-group-from-application',
      principal,
      applicationId: application.id,
      origins: [origin],
      namesakes: namesakesOf(principal),
    });
  }
  return differences;
}

function namesakesIn(
  groups: readonly Group[],
  directory: Directory,
): (principal: Principal) => readonly string[] {
  const joins = joinGroups(groups, directory);
  return (principal) => {
    const { entraObjectId, name: displayName } = principal;
    if (entraObjectId === null || !isUnsynced(principal)) return [];
    const group = { id: entraObjectId, displayName, securityEnabled: true };
    return joins.namesakesOf(group).map(({ id }) => id);
  };
}

/** By Entra's object id, with the first rule that names each. */
function groupsNamed(
  desired: DesiredState,
): ReadonlyMap<string, { readonly principal: Principal; readonly origins: readonly Origin[] }> {
  const named = new Map<string, { principal: Principal; origins: readonly Origin[] }>();
  for (const { principal, origins } of lastingIn(desired)) {
    const id = principal.entraObjectId;
    if (id === null || principal.type !== 'GROUP' || named.has(id)) continue;
    named.set(id, { principal, origins: origins.slice(0, 1) });
  }
  return named;
}

/** True where these files give something to that group, now or while it lasts. */
export function namesGroup(desired: DesiredState, entraObjectId: string | null): boolean {
  return groupsIn(desired).has(entraObjectId);
}

const groupsIn = remembered(
  (desired: DesiredState) =>
    new Set(lastingIn(desired).map(({ principal }) => principal.entraObjectId)),
);
