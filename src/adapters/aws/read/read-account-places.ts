import {
  ListAccountsForParentCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { OrganizationalUnit } from '../../../core/model/account.ts';
import type { AccountId } from '../../../core/model/ids.ts';
import { accountIdOnlyPage } from '../answers/organizations-answers.ts';
import type { ServiceChannel } from '../request/service-channel.ts';

/** Which units hold which account, asked of each unit: one call a unit, where ListParents is one an account. */
export async function readAccountPlaces(
  channel: ServiceChannel,
  client: OrganizationsClient,
  units: readonly OrganizationalUnit[],
): Promise<ReadonlyMap<AccountId, readonly string[]>> {
  const places = new Map<AccountId, readonly string[]>();
  await Promise.all(
    units.map(async (unit) => {
      const accounts = await channel.list(
        'ListAccountsForParent',
        accountIdOnlyPage,
        (NextToken, options) =>
          client.send(
            new ListAccountsForParentCommand({ ParentId: unit.id, MaxResults: 20, NextToken }),
            options,
          ),
      );
      for (const account of accounts) places.set(account.Id, unit.ids);
    }),
  );
  return places;
}
