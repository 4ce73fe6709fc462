import { compareText } from '../model/order.ts';
import {
  type AssignmentOperation,
  isAboutPermissionSet,
  type Operation,
  type PermissionSetStep,
} from './operation.ts';
import { addWithoutCircle, type Before } from './without-circle.ts';

/** Old names by new name, for sets that this head renames. */
export type Renames = ReadonlyMap<string, string>;

/**
 * For each operation, those without whose success it must not be done: a grant needs its set whole and
 * its group in AWS, a revocation the grant that replaces it, an edit the revocations that must come
 * first, a delete all revocations on the set. `isComing` says what will be done at all: what is blocked, held or left
 * replaces nothing and keeps nobody's role.
 */
export function requirements(
  operations: readonly Operation[],
  renames: Renames,
  isComing: (operation: Operation) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const bySet = Map.groupBy(operations, (operation) => operation.permissionSet);
  const grants = operations.filter(isGrant);
  const byPair = Map.groupBy(grants, pairOf);
  const byHolder = Map.groupBy(grants, holderOf);
  const byGroup = Map.groupBy(operations, ({ principal }) => principal?.entraObjectId ?? null);
  const newNames = new Map([...renames].map(([to, from]) => [from, to]));
  const siblingsOf = ({ permissionSet }: Operation): readonly Operation[] =>
    bySet.get(permissionSet) ?? [];
  const isEarly = (operation: Operation): boolean =>
    isComing(operation) && leavesBeforeEdit(operation, siblingsOf(operation), isComing);

  const replacing = (revoke: AssignmentOperation): Operation[] => {
    const renamed = newNames.get(revoke.permissionSet);
    const onPair = byPair.get(pairOf(revoke)) ?? [];
    return [
      // Another's grant keeps the role, not the access: only one that is coming is worth waiting for.
      ...onPair.filter((grant) => isComing(grant)),
      ...(byHolder.get(holderOf(revoke)) ?? []),
      ...(renamed === undefined ? [] : (byPair.get(`${revoke.account.id} ${renamed}`) ?? [])),
    ].filter((grant) => goTogether(grant, revoke));
  };

  const required: Before = new Map();
  for (const operation of operations) {
    const needed = isAboutPermissionSet(operation)
      ? neededBy(operation, siblingsOf(operation), isEarly, replacing)
      : [];
    const group = byGroup.get(operation.principal?.entraObjectId ?? null) ?? [];
    const first = [...needed, ...groupStepsBefore(operation, group)];
    required.set(operation.id, new Set(first.map(({ id }) => id)));
  }
  for (const revoke of operations) {
    // Who moves to another set should have it before the old one goes. Two edited sets that swap people
    // would wait for each other; then the revocation goes first, as the order of an edit asks.
    if (!isAssignment(revoke) || !isEarly(revoke)) continue;
    const wanted = replacing(revoke).map(({ id }) => id);
    addWithoutCircle(required, revoke.id, wanted);
  }
  return new Map([...required].map(([id, needed]) => [id, [...needed].toSorted(compareText)]));
}

/** A group is assigned, then provisioned, then granted to; and taken out once it holds nothing. */
function groupStepsBefore(
  operation: Operation,
  sameGroup: readonly Operation[],
): readonly Operation[] {
  if ((operation.principal?.entraObjectId ?? null) === null) return [];
  switch (operation.kind) {
    case 'grant':
      return sameGroup.filter(
        (step) => step.kind === 'provision-group' && goTogether(step, operation),
      );
    case 'provision-group':
      return sameGroup.filter(({ kind }) => kind === 'assign-group-to-application');
    case 'unassign-group-from-application':
      return sameGroup.filter(({ kind }) => kind === 'revoke');
    case 'assign-group-to-application':
    case 'update-access-control-attributes':
    case 'create-permission-set':
    case 'update-permission-set':
    case 'adopt-permission-set':
    case 'release-permission-set':
    case 'delete-permission-set':
    case 'provision-permission-set':
    case 'revoke':
      return [];
  }
}

function neededBy(
  operation: PermissionSetStep,
  siblings: readonly Operation[],
  isEarly: (operation: Operation) => boolean,
  replacing: (revoke: AssignmentOperation) => readonly Operation[],
): readonly Operation[] {
  switch (operation.kind) {
    case 'grant':
      return siblings.filter(
        (sibling) =>
          editKinds.includes(sibling.kind) ||
          // A grant makes its own account's role anew; another account's old role is drift, and waits for nobody.
          (sibling.kind === 'provision-permission-set' && goTogether(sibling, operation)),
      );
    case 'provision-permission-set':
    case 'update-permission-set':
      return siblings.filter(
        (sibling) =>
          (editKinds.includes(sibling.kind) && comesBefore(sibling, operation)) ||
          (isEarly(sibling) && goTogether(sibling, operation)),
      );
    case 'delete-permission-set':
      return siblings.filter(({ kind }) => kind === 'revoke');
    case 'revoke':
      return isEarly(operation) ? [] : replacing(operation);
    case 'create-permission-set':
    case 'adopt-permission-set':
    case 'release-permission-set':
      return [];
  }
}

const editKinds: readonly Operation['kind'][] = [
  'create-permission-set',
  'adopt-permission-set',
  'update-permission-set',
];

/** A set is ours before it is edited, and edited before its roles follow. */
function comesBefore(sibling: Operation, operation: Operation): boolean {
  return editKinds.indexOf(sibling.kind) < placeOf(operation);
}

function placeOf({ kind }: Operation): number {
  const place = editKinds.indexOf(kind);
  return place === -1 ? editKinds.length : place;
}

/**
 * A revocation that comes before the edit of its set, so that who leaves never holds the edited set:
 * unless a grant that is coming keeps that account's role, because it would go and come back renamed.
 * An old role that is brought up to date changes what its holders can do, as an edit does.
 */
export function leavesBeforeEdit(
  operation: Operation,
  siblings: readonly Operation[],
  isComing: (operation: Operation) => boolean,
): operation is AssignmentOperation {
  if (operation.kind !== 'revoke') return false;
  return (
    siblings.some(({ kind }) => changingKinds.includes(kind)) &&
    !siblings.some(
      (sibling) =>
        sibling.kind === 'grant' &&
        sibling.account.id === operation.account.id &&
        isComing(sibling) &&
        goTogether(sibling, operation),
    )
  );
}

const changingKinds: readonly Operation['kind'][] = [
  'update-permission-set',
  'provision-permission-set',
];

/** Drift is not applied by a merge, so nothing of a merge may wait for it. */
function goTogether(needed: Operation, by: Operation): boolean {
  return needed.cause !== 'drift' || by.cause === 'drift';
}

function isAssignment(operation: Operation): operation is AssignmentOperation {
  return operation.kind === 'grant' || operation.kind === 'revoke';
}

function isGrant(operation: Operation): operation is AssignmentOperation {
  return operation.kind === 'grant';
}

function pairOf({ account, permissionSet }: AssignmentOperation): string {
  return `${account.id} ${permissionSet}`;
}

function holderOf({ account, principal }: AssignmentOperation): string {
  return `${account.id} ${principal.type} ${principal.id}`;
}
