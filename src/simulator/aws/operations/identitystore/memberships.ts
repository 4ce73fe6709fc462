import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import { uuid } from '../../world/ids.ts';
import type { Group } from '../../world/state.ts';
import { missing, requireStore } from './identity.ts';

interface Membership {
  readonly group: Group;
  readonly userId: string;
}

export const memberships: Operations = {
  ListGroupMemberships: (context, input) => {
    requireStore(context, input);
    const id = input.text('GroupId');
    if (context.world.groups.get(id) === undefined) throw missing('GROUP', id);
    const group = context.view.groups.get(id);
    const all = group?.members.map((userId) => ({ group, userId })) ?? [];
    const { items, token } = page(context, input, all, (one) => one.userId);
    return listed(context, items, token);
  },

  ListGroupMembershipsForMember: (context, input) => {
    requireStore(context, input);
    const userId = input.fields('MemberId').text('UserId');
    if (context.world.users.get(userId) === undefined) throw missing('USER', userId);
    const all = context.view.groups
      .values()
      .filter((group) => group.members.includes(userId))
      .map((group) => ({ group, userId }));
    const { items, token } = page(context, input, all, (one) => one.group.id);
    return listed(context, items, token);
  },
};

function listed(
  context: Context,
  items: readonly Membership[],
  token: string | undefined,
): JsonObject {
  const { identityStoreId } = context.world.place.instance;
  const rows = items.map(({ group, userId }) => ({
    IdentityStoreId: identityStoreId,
    MembershipId: uuid('membership', `${group.id} ${userId}`),
    GroupId: group.id,
    MemberId: { UserId: userId },
    CreatedAt: group.createdAt / 1000,
    UpdatedAt: group.createdAt / 1000,
  }));
  return present({ GroupMemberships: rows, NextToken: token });
}
