import { compareText } from '../model/order.ts';
import { isAssignment } from './access-operation.ts';
import { attributeOrder } from './attribute-order.ts';
import { leavesBeforeEdit, pairOf } from './leaves-before-edit.ts';
import {
  type AssignmentOperation,
  isAboutPermissionSet,
  type Operation,
  type PermissionSetStep,
} from './operation.ts';
import { type Before, withoutCircle } from './without-circle.ts';

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
  const grants = operations.filter(isGrant);
  const byPair = Map.groupBy(grants, pairOf);
  const byHolder = Map.groupBy(grants, holderOf);
  const groupStepsBefore = groupStepsIn(operations);
  const replacedOn = assignedInstead(operations, isComing);
  const attributes = attributeOrder(operations);
  const newNames = new Map([...renames].map(([to, from]) => [from, to]));
  const siblingsOf = siblingsIn(operations);
  const leaves = leavesBeforeEdit(operations, isComing);
  const isEarly = (operation: Operation): boolean => isComing(operation) && leaves(operation);

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
    const first = [...needed, ...groupStepsBefore(operation), ...replacedOn(operation), ...tags];
    required.set(operation.id, new Set(idsOf(first)));
  }
  const waits = (id: string): ReadonlySet<string> => required.get(id) ?? new Set();
  // Who waits for whom among steps tells it all: a grant waits for steps, and only steps for a revocation.
  const order = amongSteps(required, operations);
  const letWait = withoutCircle(order);
  for (const revoke of operations) {
    // Who moves to another set should have it before the old one goes. Two edited sets that swap people
    // would wait for each other; then the revocation goes first, as the order of an edit asks.
    if (!isAssignment(revoke) || !isEarly(revoke)) continue;
    const later = siblingsOf(revoke).steps.filter((step) => waits(step.id).has(revoke.id));
    for (const { id } of replacing(revoke)) {
      const earlier = [...waits(id)].filter((one) => order.has(one));
      if (letWait(idsOf(later), earlier)) required.get(revoke.id)?.add(id);
    }
  }
  if (attributes !== null) {
    // A set that ceases to read one tag and comes to read another would wait for itself; the new one comes first.
    const { step } = attributes;
    const wanted = attributes.after.filter((edit) => goTogether(edit, step));
    for (const { id } of wanted) {
      if (letWait([step.id], [id])) required.get(step.id)?.add(id);
    }
  }
  return new Map([...required].map(([id, needed]) => [id, [...needed].toSorted(compareText)]));
}

function amongSteps(required: Before, operations: readonly Operation[]): Before {
  const steps = new Set(idsOf(operations.filter((operation) => !isAssignment(operation))));
  return new Map(
    [...steps].map((id) => [
      id,
      new Set([...(required.get(id) ?? [])].filter((one) => steps.has(one))),
    ]),
  );
}

function idsOf(operations: readonly Operation[]): string[] {
  return operations.map(({ id }) => id);
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
  const unassigning = of('unassign-application');
  return (operation) => {
    const { kind, principal } = operation;
    if (kind === 'grant' || kind === 'assign-application') {
      const steps = provisioning.get(principal.id) ?? [];
      return steps.filter((step) => goTogether(step, operation));
    }
    if (kind === 'provision-group') return assigning.get(principal.id) ?? [];
    if (kind !== 'unassign-group-from-application') return [];
    return [...(revoking.get(principal.id) ?? []), ...(unassigning.get(principal.id) ?? [])];
  };
}

/** Who is taken from an application goes once those are assigned who come in the place. */
function assignedInstead(
  operations: readonly Operation[],
  isComing: (operation: Operation) => boolean,
): (operation: Operation) => readonly Operation[] {
  const coming = Map.groupBy(
    operations.filter((each) => each.kind === 'assign-application' && isComing(each)),
    applicationOf,
  );
  return (operation) =>
    operation.kind === 'unassign-application'
      ? (coming.get(operation.application.arn) ?? []).filter((each) => goTogether(each, operation))
      : [];
}

function applicationOf(operation: Operation): string | null {
  return 'application' in operation ? operation.application.arn : null;
}

interface Siblings {
  /** What is done to the set itself. */
  readonly steps: readonly Operation[];
  readonly revokes: readonly Operation[];
}

function siblingsIn(operations: readonly Operation[]): (operation: PermissionSetStep) => Siblings {
  const ofSet = ({ permissionSet }: Operation): string | null => permissionSet;
  const steps = Map.groupBy(
    operations.filter((operation) => !isAssignment(operation)),
    ofSet,
  );
  const revokes = Map.groupBy(
    operations.filter(({ kind }) => kind === 'revoke'),
    ofSet,
  );
  return ({ permissionSet }) => ({
    steps: steps.get(permissionSet) ?? [],
    revokes: revokes.get(permissionSet) ?? [],
  });
}

function neededBy(
  operation: PermissionSetStep,
  { steps, revokes }: Siblings,
  isEarly: (operation: Operation) => boolean,
  replacing: (revoke: AssignmentOperation) => readonly Operation[],
): readonly Operation[] {
  switch (operation.kind) {
    case 'grant':
      return steps.filter(
        (step) =>
          editKinds.includes(step.kind) ||
          // A grant makes its own account's role anew; another account's old role is drift, and waits for nobody.
          (step.kind === 'provision-permission-set' && goTogether(step, operation)),
      );
    case 'provision-permission-set':
    case 'update-permission-set':
      return [
        ...steps.filter((step) => editKinds.includes(step.kind) && comesBefore(step, operation)),
        ...revokes.filter((revoke) => isEarly(revoke) && goTogether(revoke, operation)),
      ];
    case 'delete-permission-set':
      return revokes;
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

/** Drift is not applied by a merge, so nothing of a merge may wait for it. */
function goTogether(needed: Operation, by: Operation): boolean {
  return needed.cause !== 'drift' || by.cause === 'drift';
}

function isGrant(operation: Operation): operation is AssignmentOperation {
  return operation.kind === 'grant';
}

function holderOf({ account, principal }: AssignmentOperation): string {
  return `${account.id} ${principal.type} ${principal.id}`;
}
