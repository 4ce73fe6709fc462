import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { Group } from '../../world/state.ts';
import {
  byAlternateIdentifier,
  externalIds,
  filteredByName,
  missing,
  requireStore,
} from './identity.ts';

export const groups: Operations = {
  ListGroups: (context, input) => {
    requireStore(context, input);
    const all = filteredByName(input, context.view.groups.values(), 'DisplayName');
    const { items, token } = page(context, input, all, (one) => one.id);
    return present({ Groups: items.map((one) => describe(context, one)), NextToken: token });
  },

  DescribeGroup: (context, input) => {
    requireStore(context, input);
    const id = input.text('GroupId');
    const found = context.world.groups.get(id);
    if (found === undefined) throw missing('GROUP', id);
    return describe(context, found);
  },

  GetGroupId: (context, input) => {
    const IdentityStoreId = requireStore(context, input);
    const all = context.world.groups.values();
    const found = byAlternateIdentifier(context, input, all, { displayName: (one) => one.name });
    if (found === undefined) throw missing('GROUP');
    return { GroupId: found.id, IdentityStoreId };
  },
};

function describe(context: Context, group: Group): JsonObject {
  return present({
    GroupId: group.id,
    DisplayName: group.name,
    Description: group.description,
    ExternalIds: externalIds(context, group.externalId),
    IdentityStoreId: context.world.place.instance.identityStoreId,
    CreatedAt: group.createdAt / 1000,
    UpdatedAt: group.updatedAt / 1000,
  });
}
