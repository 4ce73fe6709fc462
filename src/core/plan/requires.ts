import { compareText } from '../model/order.ts';
import type { AssignmentOperation, Operation } from './operation.ts';

/** Old names by new name, for sets that this head renames. */
export type Renames = ReadonlyMap<string, string>;

/**
 * For each operation, those without whose success it must not be done: a grant needs its set whole, a
 * revocation the grant that replaces it, an edit the revocations that must come first, a delete all
 * revocations on the set.
 */
export function requirements(
  operations: readonly Operation[],
  renames: Renames,
): ReadonlyMap<string, readonly string[]> {
  const bySet = Map.groupBy(operations, (operation) => operation.permissionSet);
  const grants = operations.filter(isGrant);
  const byPair = Map.groupBy(grants, pairOf);
  const byHolder = Map.groupBy(grants, holderOf);
  const newNames = new Map([...renames].map(([to, from]) => [from, to]));

  const replacing = (revoke: AssignmentOperation): Operation[] => {
    const renamed = newNames.get(revoke.permissionSet);
    return [
      ...(byPair.get(pairOf(revoke)) ?? []),
      ...(byHolder.get(holderOf(revoke)) ?? []),
      ...(renamed === undefined ? [] : (byPair.get(`${revoke.account.id} ${renamed}`) ?? [])),
    ].filter((grant) => goTogether(grant, revoke));
  };

  const required = new Map<string, Set<string>>();
  for (const operation of operations) {
    const needed = neededBy(operation, bySet.get(operation.permissionSet) ?? [], replacing);
    required.set(operation.id, new Set(needed.map(({ id }) => id)));
  }
  for (const revoke of operations) {
    if (!leavesBeforeEdit(revoke, bySet.get(revoke.permissionSet) ?? [])) continue;
    addWithoutCircle(required, revoke.id, replacing(revoke));
  }
  return new Map([...required].map(([id, needed]) => [id, [...needed].toSorted(compareText)]));
}

/**
 * Who moves to another set should have it before the old one goes. Two edited sets that swap people
 * would wait for each other; then the revocation goes first, as the order of an edit asks.
 */
function addWithoutCircle(
  required: Map<string, Set<string>>,
  id: string,
  wanted: readonly Operation[],
): void {
  for (const { id: grant } of wanted) {
    if (!reaches(required, grant, id)) required.get(id)?.add(grant);
  }
}

function reaches(
  required: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(required.get(id) ?? []));
  }
  return false;
}

function neededBy(
  operation: Operation,
  siblings: readonly Operation[],
  replacing: (revoke: AssignmentOperation) => readonly Operation[],
): readonly Operation[] {
  switch (operation.kind) {
    case 'grant':
      return siblings.filter(({ kind }) => wholeSetKinds.includes(kind));
    case 'provision-permission-set':
      return siblings.filter(
        (sibling) => editKinds.includes(sibling.kind) || mustLeaveBefore(sibling, siblings),
      );
    case 'update-permission-set':
      return siblings.filter(
        (sibling) => sibling.kind === 'adopt-permission-set' || mustLeaveBefore(sibling, siblings),
      );
    case 'delete-permission-set':
      return siblings.filter(({ kind }) => kind === 'revoke');
    case 'revoke':
      return leavesBeforeEdit(operation, siblings) ? [] : replacing(operation);
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
const wholeSetKinds: readonly Operation['kind'][] = [...editKinds, 'provision-permission-set'];

/** Also where it is drift: a merge leaves it and goes on, an approved digest does both in this order. */
function mustLeaveBefore(sibling: Operation, siblings: readonly Operation[]): boolean {
  return leavesBeforeEdit(sibling, siblings) && sibling.status !== 'blocked';
}

/** An old role that is brought up to date changes what its holders can do, as an edit does. */
const changingKinds: readonly Operation['kind'][] = [
  'update-permission-set',
  'provision-permission-set',
];

/**
 * A revocation that comes before the edit of its set, so that who leaves never holds the edited set:
 * unless a grant of the plan keeps that account's role, because it would go and come back renamed.
 */
export function leavesBeforeEdit(
  operation: Operation,
  siblings: readonly Operation[],
): operation is AssignmentOperation {
  if (operation.kind !== 'revoke') return false;
  return (
    siblings.some(({ kind }) => changingKinds.includes(kind)) &&
    !siblings.some(
      (sibling) => sibling.kind === 'grant' && sibling.account.id === operation.account.id,
    )
  );
}

/** Drift is not applied by a merge, so nothing of a merge may wait for it. */
function goTogether(needed: Operation, by: Operation): boolean {
  return needed.cause !== 'drift' || by.cause === 'drift';
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
