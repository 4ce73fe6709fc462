import type { AssignmentOperation, Operation } from '../core/plan/operation.ts';
import { isAssignment } from '../core/plan/access-operation.ts';
import { warningOf } from './warning-of.ts';

/** Finds the new name of a revoked assignment whose permission set is renamed; null if it just goes. */
export type Replacement = (operation: AssignmentOperation) => string | null;

function place({ principal, account }: AssignmentOperation, permissionSet: string): string {
  return [principal.type, principal.id, account.id, permissionSet].join('\0');
}

/** A rename is a new set and an old one; who only changes from one to the other loses nothing. */
export function findReplacements(operations: readonly Operation[]): Replacement {
  const newNames = new Map<string, string>();
  for (const operation of operations) {
    const rename = warningOf(operation, 'rename-cost');
    if (rename !== null && operation.permissionSet !== null)
      newNames.set(rename.from, operation.permissionSet);
  }
  if (newNames.size === 0) return () => null;
  const granted = new Set(
    operations
      .filter(isAssignment)
      .filter(({ kind }) => kind === 'grant')
      .map((operation) => place(operation, operation.permissionSet)),
  );
  return (operation) => {
    const name = newNames.get(operation.permissionSet);
    return name !== undefined && granted.has(place(operation, name)) ? name : null;
  };
}
