import type { ActualPermissionSet, ActualState } from '../actual/actual-state.ts';
import type { DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import type { DeclaredPermissionSet } from '../mapping/mapping.ts';
import type { AccountId } from '../model/ids.ts';
import type { Sight } from '../model/reading.ts';
import { isUnsynced } from '../model/principal.ts';
import type { Difference } from './difference.ts';
import { changedFields, touchesRoles } from './permission-set-fields.ts';

export interface DiffScope {
  /** Names that settings give up: their ownership tag goes, nothing else. */
  readonly release: ReadonlySet<string>;
  /** Tag keys that earlier versions of the files declared, by set name. */
  readonly formerTagKeys: (permissionSet: string) => readonly string[];
  /** Accounts that are active: provisioning elsewhere fails. */
  readonly isActive: (accountId: AccountId) => boolean;
  /** What was asked for of the live state: nothing else can be missing. */
  readonly sight: Sight;
}

/** Compares; asks nobody and decides nothing but what differs. */
export function diff(desired: DesiredState, actual: ActualState, scope: DiffScope): Difference[] {
  const grantsBySet = Map.groupBy(desired.grants.values(), (grant) => grant.permissionSet);
  const differences: Difference[] = [];
  for (const set of desired.permissionSets.values()) {
    if (!scope.sight.looksFor(set.name)) continue;
    // It lives, and what of it is as declared nobody can say; a finding tells so.
    if (actual.unreadNames.has(set.name)) continue;
    const live = actual.permissionSets.get(set.name);
    const grants = grantsBySet.get(set.name) ?? [];
    if (live === undefined) {
      differences.push({ kind: 'create-permission-set', set });
      differences.push(...missingGrants(grants));
    } else if (typeof live.ownership !== 'object') {
      differences.push(...diffDeclared(set, live, grants, scope));
    }
  }
  for (const live of actual.permissionSets.values()) {
    if (desired.permissionSets.has(live.live.name) || live.ownership !== 'ours') continue;
    if (scope.release.has(live.live.name)) {
      differences.push({ kind: 'release-permission-set', actual: live });
    } else if (!live.ignored) {
      differences.push({ kind: 'delete-permission-set', actual: live });
      differences.push(...surplusGrants(live, new Map()));
    }
  }
  return differences;
}

function diffDeclared(
  set: DeclaredPermissionSet,
  actual: ActualPermissionSet,
  grants: readonly DesiredGrant[],
  scope: DiffScope,
): Difference[] {
  const differences: Difference[] = [];
  if (actual.ownership === 'unowned') {
    differences.push({ kind: 'adopt-permission-set', set, actual });
  }
  const changes = changedFields(actual.live, set, scope.formerTagKeys(set.name));
  if (changes !== null) {
    differences.push({ kind: 'update-permission-set', set, actual, ...changes });
  }
  const becomesStale = changes !== null && touchesRoles(changes.after);
  const accountIds = (becomesStale ? actual.provisionedAccountIds : actual.staleAccountIds).filter(
    (id) => scope.isActive(id) && actual.assignedAccountIds.has(id),
  );
  if (accountIds.length > 0) {
    differences.push({ kind: 'provision-permission-set', set, actual, accountIds });
  }
  const wanted = new Map(grants.map((grant) => [grant.key, grant]));
  const absent = grants.filter(
    ({ key, account, principal }) =>
      !actual.grants.has(key) &&
      (isUnsynced(principal) || scope.sight.sees(account.id, set.name, principal)),
  );
  differences.push(...missingGrants(absent), ...surplusGrants(actual, wanted));
  return differences;
}

function missingGrants(absent: readonly DesiredGrant[]): Difference[] {
  return absent.filter(({ expired }) => !expired).map((grant) => ({ kind: 'grant', grant }));
}

function surplusGrants(
  actual: ActualPermissionSet,
  wanted: ReadonlyMap<string, DesiredGrant>,
): Difference[] {
  const differences: Difference[] = [];
  for (const grant of actual.grants.values()) {
    const declared = wanted.get(grant.key);
    if (declared === undefined) {
      differences.push({ kind: 'revoke', grant, expired: null });
    } else if (declared.expired) {
      differences.push({ kind: 'revoke', grant, expired: declared });
    }
  }
  return differences;
}
