import { givingKinds, takingKinds } from '../core/model/access-kinds.ts';
import type {
  ApplicationOperation,
  AssignmentOperation,
  Operation,
  OperationWarning,
} from '../core/plan/operation.ts';

type WarningOf<Kind extends OperationWarning['kind']> = Extract<OperationWarning, { kind: Kind }>;

export function isAssignment(operation: Operation): operation is AssignmentOperation {
  return operation.kind === 'grant' || operation.kind === 'revoke';
}

/** What gives somebody access or takes it away, in an account or to an application. */
export type AccessOperation = AssignmentOperation | ApplicationOperation;

export function isAccess(operation: Operation): operation is AccessOperation {
  return givingKinds.has(operation.kind) || takingKinds.has(operation.kind);
}

export function isApplicationStep(operation: Operation): operation is ApplicationOperation {
  return operation.kind === 'assign-application' || operation.kind === 'unassign-application';
}

export function warningOf<Kind extends OperationWarning['kind']>(
  operation: Operation,
  kind: Kind,
): WarningOf<Kind> | null {
  return (
    operation.warnings.find((warning): warning is WarningOf<Kind> => warning.kind === kind) ?? null
  );
}
