import { sortedUnique } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Versions } from '../plan/attribute.ts';
import type { Operation } from '../plan/operation.ts';
import type { SetReach } from '../plan/plan-people.ts';
import type { Crowd } from './behind.ts';
import { type Holdings, isOwnAndComing } from './holdings.ts';
import type { Sets } from './same-access.ts';

/** A set's reach, with who and where by id. */
export interface Reach {
  readonly told: SetReach;
  readonly people: ReadonlySet<string>;
  readonly accountIds: ReadonlySet<string>;
}

/** Sets whose content this change edits, by name. */
export function editedSets(operations: readonly Operation[]): string[] {
  return sortedUnique(
    operations.flatMap((operation) =>
      operation.kind === 'update-permission-set' && isOwnAndComing(operation)
        ? [operation.permissionSet]
        : [],
    ),
  );
}

/** Who holds a permission set once the plan is done: all whom an edit of it touches. */
export function reachOf(
  permissionSet: string,
  { snapshot, versions }: { readonly snapshot: Snapshot; readonly versions: Versions },
  holdings: Holdings,
  sets: Sets,
  crowd: Crowd,
): Reach {
  const [live] = snapshot.permissionSets.filter(({ name }) => name === permissionSet);
  const accountIds = sortedUnique<string>([
    ...snapshot.assignments.flatMap(({ accountId, permissionSetArn }) =>
      permissionSetArn === live?.arn ? [accountId] : [],
    ),
    ...[versions.head, versions.base].flatMap((version) =>
      [...(version?.desired.grants.values() ?? [])].flatMap((grant) =>
        grant.permissionSet === permissionSet ? [grant.account.id] : [],
      ),
    ),
  ]);
  const held = accountIds
    .map((id) => ({ id, ids: holdings.after(id, permissionSet, 'coming').ids }))
    .filter(({ ids }) => ids.size > 0);
  const union = crowd.all(new Set(held.flatMap(({ ids }) => [...ids])));
  const administrator = sets.administratorAfter(permissionSet);
  const becomes = sets.administratorBefore(permissionSet) === null ? administrator : null;
  return {
    told: {
      permissionSet,
      people: union.people.size,
      accounts: held.length,
      unknown: union.unknown.length,
      becomesAdministrator: becomes,
    },
    people: union.people,
    accountIds: new Set(held.map(({ id }) => id)),
  };
}
