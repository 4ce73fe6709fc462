import type { AssignmentOperation, Operation } from './operation.ts';

/**
 * Tells revocations that come before the edit of their set, so that who leaves never holds the edited
 * set: unless a grant that is coming keeps that account's role, because it would go and come back renamed.
 * An old role that is brought up to date changes what its holders can do, as an edit does.
 */
export function leavesBeforeEdit(
  operations: readonly Operation[],
  isComing: (operation: Operation) => boolean,
): (operation: Operation) => operation is AssignmentOperation {
  const changing = new Set(
    operations
      .filter(({ kind }) => changingKinds.includes(kind))
      .map(({ permissionSet }) => permissionSet),
  );
  const kept = { byMerge: new Set<string>(), byDrift: new Set<string>() };
  for (const operation of operations) {
    if (operation.kind !== 'grant' || !isComing(operation)) continue;
    (operation.cause === 'drift' ? kept.byDrift : kept.byMerge).add(pairOf(operation));
  }
  const isKept = (operation: AssignmentOperation): boolean =>
    kept.byMerge.has(pairOf(operation)) ||
    (operation.cause === 'drift' && kept.byDrift.has(pairOf(operation)));
  return (operation): operation is AssignmentOperation =>
    operation.kind === 'revoke' && changing.has(operation.permissionSet) && !isKept(operation);
}

const changingKinds: readonly Operation['kind'][] = [
  'update-permission-set',
  'provision-permission-set',
];

export function pairOf({ account, permissionSet }: AssignmentOperation): string {
  return `${account.id} ${permissionSet}`;
}
