import { isInScope } from '../select/account-index.ts';
import { grantKey } from '../model/assignment.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import type { LiveAssignment } from '../model/assignment.ts';
import type { LivePermissionSet } from '../model/permission-set.ts';
import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type {
  ActualGrant,
  ActualPermissionSet,
  ActualState,
  LeftAlone,
  LeftAloneAssignment,
  Ownership,
} from './actual-state.ts';
import { actualApplications } from './actual-applications.ts';
import type { IgnoreFilter } from './ignored.ts';
import { arrangeWorld, principalOf, type World } from './live-world.ts';

/** Settles ownership, scope and ignoring before anything is compared. */
export function buildActual(
  snapshot: Snapshot,
  mapping: Mapping,
  ignore: IgnoreFilter,
  declaredUsers: ReadonlySet<string> = new Set(),
): ActualState {
  const world = arrangeWorld(snapshot, declaredUsers);
  return {
    permissionSets: new Map(
      snapshot.permissionSets.map((live) => [
        live.name,
        buildPermissionSet(live, world, mapping, ignore),
      ]),
    ),
    namelessPermissionSets:
      snapshot.unread.find((part) => part.part === 'permission-set' && part.name === null)?.why ??
      null,
    unreadNames: new Set(
      snapshot.unread.flatMap((part) =>
        part.part === 'permission-set' && part.name !== null ? [part.name] : [],
      ),
    ),
    applications: actualApplications(snapshot, world, mapping, ignore),
  };
}

function buildPermissionSet(
  live: LivePermissionSet,
  world: World,
  mapping: Mapping,
  ignore: IgnoreFilter,
): ActualPermissionSet {
  const grants = new Map<string, ActualGrant>();
  const leftAlone: LeftAloneAssignment[] = [];
  for (const assignment of world.assignments.get(live.arn) ?? []) {
    const principal = principalOf(assignment, world);
    const account = world.accounts.get(assignment.accountId);
    const why = whyLeftAlone(assignment, live.name, principal, account, world, mapping, ignore);
    if (why !== null || account === undefined) {
      leftAlone.push({
        why: why ?? 'out-of-scope-account',
        assignment,
        permissionSet: live.name,
      });
      continue;
    }
    const key = grantKey(account.id, live.name, principal);
    grants.set(key, {
      key,
      account: { id: account.id, name: account.name },
      permissionSet: live.name,
      principal,
      gone: world.gone.has(principal.id),
      doubt: ignore.doubt(live.name, principal),
    });
  }
  const pairs = world.provisioned.get(live.arn) ?? [];
  const unreadAccounts = new Map<string, string>(
    world.unread.flatMap((part) =>
      part.part === 'assignments' && part.arn === live.arn
        ? [[part.accountId, part.why] as const]
        : [],
    ),
  );
  return {
    live,
    ownership: ownershipOf(live, mapping.settings.owner.value),
    ignored: ignore.permissionSet(live.name),
    provisionedAccountIds: pairs.map((pair) => pair.accountId),
    staleAccountIds: pairs.flatMap((pair) => (pair.stale ? [pair.accountId] : [])),
    grants,
    leftAlone,
    unread:
      world.unread.find((part) => part.part === 'provisioned-accounts' && part.arn === live.arn)
        ?.why ?? null,
    unreadAccounts,
    assignedAccountIds: new Set<string>([
      ...(world.assignments.get(live.arn) ?? []).map(({ accountId }) => accountId),
      ...unreadAccounts.keys(),
      // What nobody asked about may be there.
      ...pairs
        .map(({ accountId }) => accountId)
        .filter((accountId) => !world.sight.seesPair(accountId, live.name)),
    ]),
  };
}

function ownershipOf(live: LivePermissionSet, owner: string): Ownership {
  const tag = live.tags[OWNERSHIP_TAG];
  if (tag === undefined) return 'unowned';
  return tag === owner ? 'ours' : { other: tag };
}

function whyLeftAlone(
  assignment: LiveAssignment,
  permissionSet: string,
  principal: Principal,
  account: Account | undefined,
  world: World,
  mapping: Mapping,
  ignore: IgnoreFilter,
): LeftAlone | null {
  if (ignore.assignment(assignment.accountId, permissionSet, principal)) return 'ignored';
  if (account === undefined || !isInScope(account)) return 'out-of-scope-account';
  const isDeclared = world.declaredUsers.has(grantKey(account.id, permissionSet, principal));
  if (principal.type === 'USER' && !mapping.settings.users && !isDeclared) return 'user';
  if (world.unreadPrincipals.has(principal.id)) return 'unreadable-principal';
  return null;
}
