import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { User } from '../../world/state.ts';
import {
  byAlternateIdentifier,
  externalIds,
  filteredByName,
  missing,
  requireStore,
} from './identity.ts';

export const users: Operations = {
  ListUsers: (context, input) => {
    requireStore(context, input);
    const all = filteredByName(input, context.view.users.values(), 'UserName');
    const { items, token } = page(context, input, all, (one) => one.id);
    return present({ Users: items.map((one) => describe(context, one)), NextToken: token });
  },

  DescribeUser: (context, input) => {
    requireStore(context, input);
    const id = input.text('UserId');
    const found = context.world.users.get(id);
    if (found === undefined) throw missing('USER', id);
    return describe(context, found);
  },

  GetUserId: (context, input) => {
    const IdentityStoreId = requireStore(context, input);
    const all = context.world.users.values();
    const found = byAlternateIdentifier(context, input, all, {
      userName: (one) => one.name,
      'emails.value': (one) => one.email,
    });
    if (found === undefined) throw missing('USER');
    return { UserId: found.id, IdentityStoreId };
  },
};

function describe(context: Context, user: User): JsonObject {
  return present({
    UserId: user.id,
    UserName: user.name,
    DisplayName: user.displayName,
    Emails: [{ Value: user.email, Type: 'work', Primary: true }],
    ExternalIds: externalIds(context, user.externalId),
    IdentityStoreId: context.world.place.instance.identityStoreId,
    UserStatus: user.status,
    CreatedAt: user.createdAt / 1000,
    UpdatedAt: user.updatedAt / 1000,
  });
}
