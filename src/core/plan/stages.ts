import { takingKinds } from '../model/access-kinds.ts';
import { leavesBeforeEdit } from './leaves-before-edit.ts';
import type { AssignmentOperation, Operation } from './operation.ts';
import { type Before, withoutCircle } from './without-circle.ts';

/**
 * The order of applying what is approved: each stage may run at once, and starts when the one before
 * has ended. What is required comes earlier; revocations that nothing waits for come after all grants,
 * because AWS deletes a role with its last assignment and a new one has another name; sets go last.
 */
export function stagesOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const early = earlyRevocations(operations);
  const before = orderOf(operations, early);
  const levels = new Map<string, number>();
  const levelOf = (id: string, floor: number): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    const below = [...(before.get(id) ?? [])].map((earlier) => levelOf(earlier, 0));
    const level = Math.max(floor, highest(below) + 1);
    levels.set(id, level);
    return level;
  };

  const isLate = ({ id, kind }: Operation): boolean => takingKinds.has(kind) && !early.has(id);
  const isEnd = ({ kind }: Operation): boolean => endKinds.includes(kind);
  const first = operations.filter((operation) => !isLate(operation) && !isEnd(operation));
  const afterFirst = 1 + highest(first.map(({ id }) => levelOf(id, 0)));
  const late = operations.filter(isLate).map(({ id }) => levelOf(id, afterFirst));
  const afterLate = Math.max(afterFirst, 1 + highest(late));
  for (const { id } of operations.filter(isEnd)) levelOf(id, afterLate);

  const grouped = Map.groupBy(operations, ({ id }) => levels.get(id) ?? 0);
  return [...grouped.keys()].toSorted((a, b) => a - b).map((level) => grouped.get(level) ?? []);
}

const endKinds: readonly Operation['kind'][] = [
  'delete-permission-set',
  'release-permission-set',
  'unassign-group-from-application',
];

/** -1 where there is none. */
function highest(levels: readonly number[]): number {
  return levels.reduce((most, level) => Math.max(most, level), -1);
}

/** Revocations that come before an edit of their set, drift included where it is approved too, by id. */
function earlyRevocations(
  operations: readonly Operation[],
): ReadonlyMap<string, AssignmentOperation> {
  const leaves = leavesBeforeEdit(operations, () => true);
  return new Map(operations.filter(leaves).map((operation) => [operation.id, operation]));
}

/** What is required, and each edit after the early revocations of its set even where it needs none of them. */
function orderOf(
  operations: readonly Operation[],
  early: ReadonlyMap<string, AssignmentOperation>,
): Before {
  const present = new Set(operations.map(({ id }) => id));
  const before: Before = new Map(
    operations.map(({ id, requires }) => [id, new Set(requires.filter((one) => present.has(one)))]),
  );
  const letWait = withoutCircle(before);
  const leaving = Map.groupBy(early.values(), ({ permissionSet }) => permissionSet);
  for (const { id, kind, permissionSet } of operations) {
    if (kind !== 'update-permission-set' && kind !== 'provision-permission-set') continue;
    for (const other of leaving.get(permissionSet) ?? []) letWait([id], [other.id]);
  }
  return before;
}
