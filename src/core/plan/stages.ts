import type { Operation } from './operation.ts';

/**
 * The order of applying: each stage may run at once, and starts when the one before has ended.
 * What is required comes earlier; revocations that nothing waits for come after all grants, because
 * AWS deletes a role with its last assignment and a new one has another name; sets go last.
 */
export function stagesOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const needed = new Set(operations.flatMap((operation) => operation.requires));
  const levels = new Map<string, number>();

  const levelOf = (operation: Operation, floor: number): number => {
    const known = levels.get(operation.id);
    if (known !== undefined) return known;
    const below = operation.requires.flatMap((id) => {
      const required = byId.get(id);
      return required === undefined ? [] : [levelOf(required, 0) + 1];
    });
    const level = Math.max(floor, ...below);
    levels.set(operation.id, level);
    return level;
  };

  const isLate = ({ id, kind }: Operation): boolean =>
    kind === 'revoke' && !isNeededByEdit(id, needed, operations);
  const isEnd = ({ kind }: Operation): boolean =>
    kind === 'delete-permission-set' || kind === 'release-permission-set';

  const early = operations.filter((operation) => !isLate(operation) && !isEnd(operation));
  const afterEarly = 1 + Math.max(-1, ...early.map((operation) => levelOf(operation, 0)));
  const late = operations.filter(isLate);
  const afterLate = 1 + Math.max(afterEarly - 1, ...late.map((op) => levelOf(op, afterEarly)));
  for (const operation of operations.filter(isEnd)) levelOf(operation, afterLate);

  const grouped = Map.groupBy(operations, ({ id }) => levels.get(id) ?? 0);
  return [...grouped.keys()].toSorted((a, b) => a - b).map((level) => grouped.get(level) ?? []);
}

/** A revocation that an edit waits for; one that only a delete waits for can be late. */
function isNeededByEdit(
  id: string,
  needed: ReadonlySet<string>,
  operations: readonly Operation[],
): boolean {
  return (
    needed.has(id) &&
    operations.some(
      ({ kind, requires }) =>
        (kind === 'update-permission-set' || kind === 'provision-permission-set') &&
        requires.includes(id),
    )
  );
}
