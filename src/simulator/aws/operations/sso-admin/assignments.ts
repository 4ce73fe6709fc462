import { conflictInProcess, notFound, quotaExceeded } from '../../aws-error.ts';
import type { Context, Operation, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import type { AsyncRequest, RequestKind } from '../../requests/async-requests.ts';
import {
  notActive,
  provisioningFailure,
  unknownAccount,
  unknownAssignment,
  unknownPrincipal,
} from '../../requests/role-failure.ts';
import { assign, dropUnassignedPair, unassign } from '../../world/access.ts';
import { pairKey } from '../../world/state.ts';
import type { PermissionSet, PrincipalRef } from '../../world/state.ts';
import { refuseDelegate, requireInstance, requirePropagated, requireSet } from './guard.ts';
import { roleDuration } from './provisioning.ts';
import { assignmentStatus, findRequest, listRequests } from './request-status.ts';

interface Asked {
  readonly set: PermissionSet;
  readonly accountId: string;
  readonly principal: PrincipalRef;
}

export const assignments: Operations = {
  CreateAccountAssignment: (context, input) => {
    const asked = requireAcceptable(context, input);
    const { world, knobs } = context;
    if (world.accounts.get(asked.accountId) === undefined) {
      if (knobs.behaviour.createInUnknownAccount === 'sync-not-found') {
        throw notFound(unknownAccount(asked.accountId));
      }
    }
    const there = world.pairsOfAccount(world, asked.accountId);
    const known = there.some((pair) => pair.permissionSetArn === asked.set.arn);
    if (!known && there.length >= knobs.limits.setsPerAccount) {
      throw quotaExceeded('You have exceeded the number of permission sets in the account.');
    }
    const request = submit(context, 'creation', asked, () => create(context, asked));
    return { AccountAssignmentCreationStatus: assignmentStatus(request) };
  },

  DeleteAccountAssignment: (context, input) => {
    const asked = requireAcceptable(context, input);
    const { world, knobs } = context;
    const pair = world.pairs.get(pairKey(asked.accountId, asked.set.arn));
    const there = pair?.assignments.some((one) => one.id === asked.principal.id) ?? false;
    // For an account outside the organization the deletion was seen to succeed and do nothing.
    const outside = world.accounts.get(asked.accountId) === undefined;
    if (!there && !outside && knobs.behaviour.deleteMissingAssignment === 'sync-not-found') {
      throw notFound('Could not find the account assignment');
    }
    const request = submit(context, 'deletion', asked, () =>
      outside ? undefined : remove(context, asked),
    );
    return { AccountAssignmentDeletionStatus: assignmentStatus(request) };
  },

  DescribeAccountAssignmentCreationStatus: (context, input) => {
    requireInstance(context, input);
    const id = input.text('AccountAssignmentCreationRequestId');
    const request = findRequest(context, 'creation', id);
    return { AccountAssignmentCreationStatus: assignmentStatus(request) };
  },

  DescribeAccountAssignmentDeletionStatus: (context, input) => {
    requireInstance(context, input);
    const id = input.text('AccountAssignmentDeletionRequestId');
    const request = findRequest(context, 'deletion', id);
    return { AccountAssignmentDeletionStatus: assignmentStatus(request) };
  },

  ListAccountAssignmentCreationStatus: list('creation', 'AccountAssignmentsCreationStatus'),
  ListAccountAssignmentDeletionStatus: list('deletion', 'AccountAssignmentsDeletionStatus'),
};

function list(kind: RequestKind, member: string): Operation {
  return (context, input) => {
    const { rows, token } = listRequests(context, kind, input);
    return present({ [member]: rows, NextToken: token });
  };
}

function requireAcceptable(context: Context, input: Fields): Asked {
  const set = requireSet(context, input);
  const accountId = input.text('TargetId');
  const type = input.text('PrincipalType') === 'USER' ? 'USER' : 'GROUP';
  refuseDelegate(context, set, accountId);
  requirePropagated(context, set);
  if (context.requests.touches(set.arn, accountId)) throw conflictInProcess();
  return { set, accountId, principal: { type, id: input.text('PrincipalId') } };
}

function submit(
  context: Context,
  kind: RequestKind,
  asked: Asked,
  run: () => string | undefined,
): AsyncRequest {
  const { set, accountId, principal } = asked;
  const takesMs = roleDuration(context, accountId, context.requests.assignmentDuration());
  return context.requests.submit(
    { kind, permissionSetArn: set.arn, accountIds: [accountId], accountId, principal },
    [{ accountId, startsAfterMs: 0, takesMs, run }],
    context.effect,
  );
}

function create(context: Context, { set, accountId, principal }: Asked): string | undefined {
  const { world, knobs } = context;
  if (!world.principalExists(principal)) return unknownPrincipal(world, principal);
  const latest = world.permissionSets.get(set.arn);
  if (latest === undefined) return 'Received a 404 status error: PermissionSet not found.';
  const failure = provisioningFailure(world, knobs, accountId, latest);
  if (failure === undefined) assign(world, accountId, latest, principal);
  return failure;
}

function remove(context: Context, { set, accountId, principal }: Asked): string | undefined {
  const { world, knobs } = context;
  const { deleteInSuspendedAccount, ghostDeletion } = knobs.behaviour;
  const active = world.accounts.get(accountId)?.state === 'ACTIVE';
  if (!active && deleteInSuspendedAccount === 'fails') return notActive(accountId);
  if (!world.principalExists(principal) && ghostDeletion === 'fails') {
    return unknownPrincipal(world, principal);
  }
  const removed = unassign(world, accountId, set.arn, principal);
  if (removed === 'not-there') return unknownAssignment(accountId, principal);
  if (removed === 'last-removed') {
    const drop = (): void => {
      dropUnassignedPair(world, accountId, set.arn);
    };
    if (knobs.durations.deprovisionLag === 0) drop();
    else world.clock.after(knobs.durations.deprovisionLag, drop);
  }
  return undefined;
}
