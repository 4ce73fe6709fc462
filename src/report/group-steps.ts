import { isUnsynced } from '../core/model/principal.ts';
import type { GroupOperation, Operation } from '../core/plan/operation.ts';

export function isGroupStep(operation: Operation): operation is GroupOperation {
  return stepKinds.has(operation.kind);
}

const stepKinds: ReadonlySet<Operation['kind']> = new Set<GroupOperation['kind']>([
  'assign-group-to-application',
  'provision-group',
  'unassign-group-from-application',
]);

export function isTakenOut({ kind }: Operation): boolean {
  return kind === 'unassign-group-from-application';
}

/** What a drift run would bring back, or saw changed. */
export function worlds(operations: readonly Operation[]): 'AWS' | 'Entra ID' | 'AWS and Entra ID' {
  const steps = operations.filter(isGroupStep).length;
  if (steps === 0) return 'AWS';
  return steps === operations.length ? 'Entra ID' : 'AWS and Entra ID';
}

/** AWS has the group, and nothing keeps it there. */
export function isLeaving({ kind, principal }: GroupOperation): boolean {
  return kind === 'assign-group-to-application' && !isUnsynced(principal);
}

/** What comes of a step, or of its absence, in a line of its own words. */
export function consequence(step: GroupOperation): string | null {
  if (isTakenOut(step)) return 'AWS then deletes the group';
  return isLeaving(step) ? 'else Entra’s next cycle takes it out of AWS' : null;
}
