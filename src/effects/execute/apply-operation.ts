import type { PermissionSetArn } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import type { Operation } from '../../core/plan/operation.ts';
import { PortError } from '../../ports/port-error.ts';
import { changeAssignment } from './change-assignment.ts';
import { createPermissionSet } from './create-permission-set.ts';
import { deletePermissionSet } from './delete-permission-set.ts';
import { editPermissionSet } from './edit-permission-set.ts';
import type { Execution } from './execution.ts';
import { ownPermissionSet } from './own-permission-set.ts';
import { provisionPermissionSet } from './provision-permission-set.ts';

/** Does one operation and says how it ended. Never rejects: its siblings are under way. */
export async function applyOperation(
  execution: Execution,
  operation: Operation,
  editedInThisRun: boolean,
): Promise<Outcome> {
  try {
    return await dispatch(execution, operation, editedInThisRun);
  } catch (error) {
    if (!(error instanceof PortError)) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
      return { result: 'failed', reason: `unexpected: ${reason}`, help: 'report it as a bug' };
    }
    if (error.kind === 'cancelled') return whenCancelled(operation, error);
    return { result: 'failed', reason: error.message, help: error.help };
  }
}

/** A refused write was never sent; a read that was cut short, or half an edit, had something before it. */
function whenCancelled({ kind }: Operation, { action }: PortError): Outcome {
  const unsent =
    (kind === 'grant' || kind === 'revoke') && /:(?:Create|Delete)AccountAssignment$/.test(action);
  if (unsent) {
    return { result: 'not-attempted', reason: 'the run was cancelled before it was sent' };
  }
  return {
    result: 'failed',
    reason: 'the run was cancelled while it was under way',
    help: 'run it again: it goes on from what is live',
  };
}

async function dispatch(
  execution: Execution,
  operation: Operation,
  editedInThisRun: boolean,
): Promise<Outcome> {
  const declared = execution.declared.get(operation.permissionSet);
  if (operation.kind === 'create-permission-set') {
    return declared === undefined ? undeclared() : createPermissionSet(execution, declared);
  }
  const arn = execution.arns.get(operation.permissionSet);
  if (arn === undefined) {
    return { result: 'failed', reason: 'the permission set does not exist', help: 'plan again' };
  }
  switch (operation.kind) {
    case 'update-permission-set': {
      const tags = Object.keys(operation.after?.tags ?? {});
      return declared === undefined
        ? undeclared()
        : editPermissionSet(execution, arn, declared, tags);
    }
    case 'adopt-permission-set':
    case 'release-permission-set':
      return ownPermissionSet(execution, arn, operation.before.owner, operation.after.owner);
    case 'provision-permission-set':
      return provisionPermissionSet(execution, arn, editedInThisRun);
    case 'delete-permission-set':
      return deletePermissionSet(execution, arn);
    case 'grant':
    case 'revoke':
      return changeAssignment(execution, operation, assignmentOf(operation, arn));
  }
}

function assignmentOf(
  { account, principal }: Extract<Operation, { kind: 'grant' | 'revoke' }>,
  permissionSetArn: PermissionSetArn,
) {
  return {
    accountId: account.id,
    permissionSetArn,
    principalType: principal.type,
    principalId: principal.id,
  };
}

function undeclared(): Outcome {
  return { result: 'failed', reason: 'the mapping files do not declare the set', help: null };
}
