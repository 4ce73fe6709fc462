import type { ActualState, LeftAlone } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import { givingKinds, takingKinds } from '../model/access-kinds.ts';
import { lastingIn } from '../model/lasting.ts';
import type { Operation, OperationKind } from './operation.ts';
import type { PlanCounts } from './plan.ts';
import type { UndeclaredSet } from './undeclared-sets.ts';

const setKinds: readonly OperationKind[] = [
  'create-permission-set',
  'update-permission-set',
  'adopt-permission-set',
  'release-permission-set',
  'delete-permission-set',
];

/** The figures that headlines and outputs use. */
export function countPlan(
  operations: readonly Operation[],
  actual: ActualState,
  desired: DesiredState,
  undeclared: readonly UndeclaredSet[] = [],
): PlanCounts {
  const sets = [...actual.permissionSets.values()];
  const leftAlone = sets.flatMap((set) =>
    set.ownership === 'ours' || desired.permissionSets.has(set.live.name) ? set.leftAlone : [],
  );
  const onApplications = [...actual.applications.values()].flatMap((each) => each.leftAlone);
  const notPlanned = (reason: LeftAlone): number =>
    [...leftAlone, ...onApplications].filter(({ why }) => why === reason).length;
  return {
    ...countOperations(operations, undeclared.length),
    unmanagedPermissionSets:
      sets.filter(
        ({ ownership, live }) => ownership === 'unowned' && !desired.permissionSets.has(live.name),
      ).length - undeclared.length,
    ignoredAssignments: notPlanned('ignored'),
    userAssignments: notPlanned('user'),
    desiredAssignments: lastingIn(desired).length,
  };
}

/** The part that changes when statuses do. */
export function countOperations(
  operations: readonly Operation[],
  undeclared: number,
  isAwaited: (operation: Operation) => boolean = notDrift,
): Pick<
  PlanCounts,
  'grants' | 'revokes' | 'permissionSetChanges' | 'held' | 'blocked' | 'waiting' | 'drift'
> {
  const own = operations.filter(notDrift);
  const withStatus = (status: Operation['status']): number =>
    operations.filter((operation) => operation.status === status).length;
  const waiting = operations.filter(
    (operation) => operation.status === 'waiting' && isAwaited(operation),
  ).length;
  return {
    grants: own.filter(({ kind }) => givingKinds.has(kind)).length,
    revokes: own.filter(({ kind }) => takingKinds.has(kind)).length,
    permissionSetChanges: own.filter(({ kind }) => setKinds.includes(kind)).length,
    held: withStatus('held'),
    blocked: withStatus('blocked'),
    waiting,
    drift: operations.length - own.length + undeclared,
  };
}

/** What drifted and waits is nobody's to finish, unless somebody has approved it. */
function notDrift({ cause }: Operation): boolean {
  return cause !== 'drift';
}
