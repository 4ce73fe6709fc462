import { givingKinds, takingKinds } from '../../core/model/access-kinds.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { applicationKey } from '../../core/model/application.ts';
import { grantKey } from '../../core/model/assignment.ts';
import { isUnsynced, type Principal, unsyncedId } from '../../core/model/principal.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import {
  type ApplicationOperation,
  type AssignmentOperation,
  type GroupOperation,
  isAboutPermissionSet,
  type Operation,
  type PermissionSetStep,
} from '../../core/plan/operation.ts';
import { PortError } from '../../ports/port-error.ts';
import { changeApplication } from './change-application.ts';
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
    (givingKinds.has(kind) || takingKinds.has(kind)) &&
    /:(?:Create|Delete)(?:Account|Application)Assignment$/.test(action);
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
  switch (operation.kind) {
    case 'update-access-control-attributes':
      return updateAttributes(execution, operation);
    case 'assign-application':
    case 'unassign-application':
      return onApplication(execution, operation);
    case 'assign-group-to-application':
    case 'provision-group':
    case 'unassign-group-from-application':
      return inEntra(execution, operation);
  }
}

async function onApplication(
  execution: Execution,
  operation: ApplicationOperation,
): Promise<StepEnd> {
  const { kind, principal, application } = operation;
  const id = await liveId(execution, principal);
  if (id === null) return notSynced;
  const key = ({ id: other }: Pick<Principal, 'id'>): string =>
    applicationKey(application.arn, { type: principal.type, id: other });
  return kind === 'unassign-application' && isItsOwn(execution, principal, key)
    ? { result: 'already-so' }
    : changeApplication(execution, operation, { type: principal.type, id });
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
  if (principalId === null) return notSynced;
  const { type: principalType } = principal;
  const assignment = { accountId: account.id, permissionSetArn, principalType, principalId };
  const key = ({ id }: Pick<Principal, 'id'>): string =>
    grantKey(account.id, operation.permissionSet, { type: principalType, id });
  return operation.kind === 'revoke' && isItsOwn(execution, principal, key)
    ? { result: 'already-so' }
    : changeAssignment(execution, operation, assignment);
}

/**
 * A group that came may be one that was there: Entra renames its own, and takes over what it finds under
 * a group's name. What head asks for it under the new name is then not revoked under the old one.
 */
function isItsOwn(
  { entra }: Execution,
  principal: Principal,
  keyOf: (holder: Pick<Principal, 'id'>) => string,
): boolean {
  if (entra === null) return false;
  for (const [objectId, id] of entra.syncedIds) {
    const key = keyOf({ id: unsyncedId(objectId) });
    if (id === principal.id && entra.isDeclared(key)) return true;
  }
  return false;
}

const notSynced: StepEnd = {
  result: 'waiting',
  reason: 'Entra has not synced the group to AWS yet',
};

/** The identity store's id; of a group that came during this apply, the one it came with. */
async function liveId(execution: Execution, principal: Principal): Promise<string | null> {
  if (!isUnsynced(principal)) return principal.id;
  const { entra } = execution;
  return entra === null ? null : syncedId(execution, entra, principal);
}

function undeclared(): Outcome {
  return { result: 'failed', reason: 'the mapping files do not declare the set', help: null };
}
