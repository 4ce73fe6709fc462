import { accessDenied, notFound, validation } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { JsonObject } from '../../json.ts';
import { present } from '../../json.ts';
import { page } from '../../page.ts';
import { pairKey } from '../../world/state.ts';
import type { PrincipalRef } from '../../world/state.ts';
import { requireInstance, requireSet } from './guard.ts';

export const assignmentLists: Operations = {
  ListAccountAssignments: (context, input) => {
    const set = requireSet(context, input);
    const accountId = input.text('AccountId');
    const pair = context.view.pairs.get(pairKey(accountId, set.arn));
    const rows = (pair?.assignments ?? []).map((one) => row(accountId, set.arn, one));
    const { items, token } = page(context, input, rows, rowKey);
    return present({ AccountAssignments: [...items], NextToken: token });
  },

  ListAccountAssignmentsForPrincipal: (context, input) => {
    requireInstance(context, input);
    refuseDelegateListing(context);
    const { world, view } = context;
    const type = input.text('PrincipalType') === 'USER' ? 'USER' : 'GROUP';
    const principal: PrincipalRef = { type, id: input.text('PrincipalId') };
    const { principalListingForDeleted: forDeleted } = context.knobs.behaviour;
    const exists = world.principalExists(principal);
    if (!exists && forDeleted === 'not-found') {
      throw notFound(`Could not find the ${type} ${principal.id}`);
    }
    const accountId = input.optionalFields('Filter')?.optionalText('AccountId');
    const who = !exists && forDeleted === 'empty' ? [] : holders(context, principal);
    const rows = who.flatMap((one) =>
      world
        .pairsOfPrincipal(view, one)
        .filter((pair) => accountId === undefined || pair.accountId === accountId)
        .map((pair) => row(pair.accountId, pair.permissionSetArn, one)),
    );
    const { items, token } = page(context, input, rows, rowKey);
    return present({ AccountAssignments: [...items], NextToken: token });
  },
};

// Documented as the management account's; what a delegate gets is not known.
function refuseDelegateListing(context: Context): void {
  if (context.caller.kind !== 'delegate') return;
  const message = 'This operation is available in the management account only.';
  switch (context.knobs.behaviour.principalListingForDelegate) {
    case 'denied':
      throw accessDenied(message);
    case 'invalid':
      throw validation(message);
    case 'allowed':
  }
}

function holders(context: Context, principal: PrincipalRef): PrincipalRef[] {
  const { principalListingForUserIncludesGroups } = context.knobs.behaviour;
  if (principal.type === 'GROUP' || !principalListingForUserIncludesGroups) return [principal];
  const groups = context.view.groups.values().filter((one) => one.members.includes(principal.id));
  return [principal, ...groups.map((one): PrincipalRef => ({ type: 'GROUP', id: one.id }))];
}

interface Row extends JsonObject {
  readonly AccountId: string;
  readonly PermissionSetArn: string;
  readonly PrincipalType: string;
  readonly PrincipalId: string;
}

function row(accountId: string, arn: string, principal: PrincipalRef): Row {
  return {
    AccountId: accountId,
    PermissionSetArn: arn,
    PrincipalType: principal.type,
    PrincipalId: principal.id,
  };
}

function rowKey(one: Row): string {
  return `${one.AccountId} ${one.PermissionSetArn} ${one.PrincipalType} ${one.PrincipalId}`;
}
