import { compareText } from '../model/order.ts';
import { attributeOrder } from './attribute-order.ts';
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
 * first and the session tags that its policy reads, a delete all revocations on the set. `isComing`
 * says what will be done at all: what is blocked, held or left replaces nothing and keeps nobody's role.
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
  const groupStepsBefore = groupStepsIn(operations);
  const attributes = attributeOrder(operations);
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
    const tags =
      attributes !== null &&
      attributes.isBefore(operation) &&
      goTogether(attributes.step, operation)
        ? [attributes.step]
        : [];
    const first = [...needed, ...groupStepsBefore(operation), ...tags];
    required.set(operation.id, new Set(first.map(({ id }) => id)));
  }
  for (const revoke of operations) {
    // Who moves to another set should have it before the old one goes. Two edited sets that swap people
    // would wait for each other; then the revocation goes first, as the order of an edit asks.
    if (!isAssignment(revoke) || !isEarly(revoke)) continue;
    const wanted = replacing(revoke).map(({ id }) => id);
    addWithoutCircle(required, revoke.id, wanted);
  }
  if (attributes !== null) {
    // A set that ceases to read one tag and comes to read another would wait for itself; the new one comes first.
    const { step } = attributes;
    const wanted = attributes.after.filter((edit) => goTogether(edit, step));
    addWithoutCircle(
      required,
      step.id,
      wanted.map(({ id }) => id),
    );
  }
  return new Map([...required].map(([id, needed]) => [id, [...needed].toSorted(compareText)]));
}

/** A group is assigned, then provisioned, then granted to; and taken out once it holds nothing. */
function groupStepsIn(
  operations: readonly Operation[],
): (operation: Operation) => readonly Operation[] {
  const of = (kind: Operation['kind']): ReadonlyMap<string | undefined, readonly Operation[]> =>
    Map.groupBy(
      operations.filter((operation) => operation.kind === kind),
      ({ principal }) => principal?.id,
    );
  const assigning = of('assign-group-to-application');
  const provisioning = of('provision-group');
  const revoking = of('revoke');
  return (operation) => {
    const { kind, principal } = operation;
    if (kind === 'grant') {
      const steps = provisioning.get(principal.id) ?? [];
      return steps.filter((step) => goTogether(step, operation));
    }
    if (kind === 'provision-group') return assigning.get(principal.id) ?? [];
    return kind === 'unassign-group-from-application' ? (revoking.get(principal.id) ?? []) : [];
  };
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
