import type { Outcome } from '../../core/outcome/apply-report.ts';
import { grantKey } from '../../core/model/assignment.ts';
import { isUnsynced, type Principal, unsyncedId } from '../../core/model/principal.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import {
  type AssignmentOperation,
  type GroupOperation,
  isAboutPermissionSet,
  type Operation,
  type PermissionSetStep,
} from '../../core/plan/operation.ts';
import { PortError } from '../../ports/port-error.ts';
import { changeAssignment } from './change-assignment.ts';
import { createPermissionSet } from './create-permission-set.ts';
import { deletePermissionSet } from './delete-permission-set.ts';
import { editPermissionSet } from './edit-permission-set.ts';
import type { Execution, StepEnd } from './execution.ts';
import { failureOf } from './failure-of.ts';
import { ownPermissionSet } from './own-permission-set.ts';
import { provisionPermissionSet } from './provision-permission-set.ts';
import { assignGroup, provisionGroup, syncedId, unassignGroup } from './sync-group.ts';
import { updateAttributes } from './update-attributes.ts';

/** Does one operation and says how it ended. Never rejects: its siblings are under way. */
export async function applyOperation(
  execution: Execution,
  operation: Operation,
  editedInThisRun: boolean,
): Promise<StepEnd> {
  try {
    return await dispatch(execution, operation, editedInThisRun);
  } catch (error) {
    if (!(error instanceof PortError)) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
      return { result: 'failed', reason: `unexpected: ${reason}`, help: 'report it as a bug' };
    }
    if (error.kind === 'cancelled') return whenCancelled(operation, error);
    return failureOf(error);
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
    isOpen: true,
  };
}

async function dispatch(
  execution: Execution,
  operation: Operation,
  editedInThisRun: boolean,
): Promise<StepEnd> {
  if (isAboutPermissionSet(operation)) {
    return onPermissionSet(execution, operation, editedInThisRun);
  }
  if (operation.kind === 'update-access-control-attributes') {
    return updateAttributes(execution, operation);
  }
  return inEntra(execution, operation);
}

async function inEntra(execution: Execution, operation: GroupOperation): Promise<StepEnd> {
  const { entra } = execution;
  const { kind, principal } = operation;
  const { entraObjectId } = principal;
  if (entra === null || entraObjectId === null) {
    return { result: 'failed', reason: 'this run may not change anything in Entra', help: null };
  }
  switch (kind) {
    case 'assign-group-to-application':
      return assignGroup(execution, entra, principal, entraObjectId);
    case 'provision-group':
      return provisionGroup(execution, entra, principal, entraObjectId);
    case 'unassign-group-from-application':
      return unassignGroup(execution, entra, entraObjectId);
  }
}

async function onPermissionSet(
  execution: Execution,
  operation: PermissionSetStep,
  editedInThisRun: boolean,
): Promise<StepEnd> {
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
      return onAssignment(execution, operation, arn);
  }
}

async function onAssignment(
  execution: Execution,
  operation: AssignmentOperation,
  permissionSetArn: PermissionSetArn,
): Promise<StepEnd> {
  const { account, principal } = operation;
  const principalId = await liveId(execution, principal);
  if (principalId === null) {
    return { result: 'waiting', reason: 'Entra has not synced the group to AWS yet' };
  }
  const { type: principalType } = principal;
  const assignment = { accountId: account.id, permissionSetArn, principalType, principalId };
  return operation.kind === 'revoke' && isItsOwn(execution, operation)
    ? { result: 'already-so' }
    : changeAssignment(execution, operation, assignment);
}

/**
 * A group that came may be one that was there: Entra renames its own, and takes over what it finds under
 * a group's name. What head asks for it under the new name is then not revoked under the old one.
 */
function isItsOwn(
  { entra }: Execution,
  { account, permissionSet, principal }: AssignmentOperation,
): boolean {
  if (entra === null) return false;
  for (const [objectId, id] of entra.syncedIds) {
    const itself = { type: principal.type, id: unsyncedId(objectId) };
    if (id === principal.id && entra.isDeclared(grantKey(account.id, permissionSet, itself))) {
      return true;
    }
  }
  return false;
}

/** The identity store's id; of a group that came during this apply, the one it came with. */
async function liveId(execution: Execution, principal: Principal): Promise<string | null> {
  if (!isUnsynced(principal)) return principal.id;
  const { entra } = execution;
  return entra === null ? null : syncedId(execution, entra, principal);
}

function undeclared(): Outcome {
  return { result: 'failed', reason: 'the mapping files do not declare the set', help: null };
}
