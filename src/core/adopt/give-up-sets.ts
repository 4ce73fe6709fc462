import { isMap } from 'yaml';
import type { AssignmentOperation, PermissionSetOperation } from '../plan/operation.ts';
import type { AdoptionContext } from './context.ts';
import { endOf, linesBetween, nodeAt, pairOf, startOf } from './edit/yaml-file.ts';
import { joined } from './joined.ts';
import { type Attempt, cannot, revertInstead } from './proposal.ts';

/**
 * Declared sets that somebody deleted, no longer declared: together with the edits of rules that no longer
 * name them, because files that name what nobody declares do not load.
 */
export function giveUpSets(
  created: readonly PermissionSetOperation[],
  grants: readonly AssignmentOperation[],
  edits: readonly Attempt[],
  context: AdoptionContext,
): readonly Attempt[] {
  return created.reduce<readonly Attempt[]>((attempts, operation) => {
    const own = new Set(
      grants
        .filter(({ permissionSet }) => permissionSet === operation.permissionSet)
        .map(({ id }) => id),
    );
    const isOwn = ({ operations }: Attempt): boolean => operations.some((id) => own.has(id));
    const needed = [declarationGone(operation, context), ...attempts.filter(isOwn)];
    const failed = needed.find((one) => one.kind === 'cannot');
    const proposals = needed.flatMap((one) => (one.kind === 'proposal' ? [one] : []));
    const together =
      failed === undefined
        ? joined(proposals)
        : { ...failed, operations: needed.flatMap(({ operations }) => operations) };
    return [...attempts.filter((one) => !isOwn(one)), together];
  }, edits);
}

function declarationGone(
  { id, permissionSet: name }: PermissionSetOperation,
  context: AdoptionContext,
): Attempt {
  const operations = [id];
  const set = context.mapping.permissionSets.find((declared) => declared.name === name);
  const path = set?.at.file ?? '';
  const file = context.fileAt(path);
  const sets = file === null ? undefined : nodeAt(file, ['permissionSets']);
  const pair = isMap(sets) ? pairOf(sets, name) : undefined;
  const [start, end] = [startOf(pair), endOf(pair)];
  if (file === null || start === null || end === null) {
    const why = `"${name}" is gone, and the files declare it where it cannot be taken out by itself`;
    return cannot(operations, why, revertInstead);
  }
  const lines = linesBetween(file.text, start, end);
  const where = `the permission set "${name}"`;
  return {
    kind: 'proposal',
    operations,
    changes: new Map([[path, [{ kind: 'remove', path: ['permissionSets', name] }]]]),
    texts: new Map(),
    steps: [{ kind: 'removal', operations, file: path, where, lines }],
    rules: [],
    permissionSets: [name],
  };
}
