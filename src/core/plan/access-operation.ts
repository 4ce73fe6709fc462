import type { ApplicationOperation, AssignmentOperation, Operation } from './operation.ts';

/** What gives somebody access or takes it away, in an account or to an application. */
export type AccessOperation = AssignmentOperation | ApplicationOperation;

export function isAccess(operation: Operation): operation is AccessOperation {
  return isAssignment(operation) || isAboutApplication(operation);
}

export function isAssignment(operation: Operation): operation is AssignmentOperation {
  return operation.kind === 'grant' || operation.kind === 'revoke';
}

export function isAboutApplication(operation: Operation): operation is ApplicationOperation {
  return operation.kind === 'assign-application' || operation.kind === 'unassign-application';
}
