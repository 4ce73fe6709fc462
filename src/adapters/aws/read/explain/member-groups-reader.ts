import { ListGroupMembershipsForMemberCommand } from '@aws-sdk/client-identitystore';
import { sortedUnique } from '../../../../core/model/order.ts';
import type { MemberGroupsReader } from '../../../../ports/member-groups-read.ts';
import { memberGroupPage } from '../../answers/member-group-answers.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { ServiceChannel } from '../../request/service-channel.ts';
import { nullIfNotFound } from '../null-if-not-found.ts';

const MaxResults = 100;

/** Whose groups somebody is in, through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createMemberGroupsReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): MemberGroupsReader {
  const channel = new ServiceChannel(caller, 'identitystore', signal);
  return {
    async listGroupsOf(IdentityStoreId, UserId) {
      const listing = channel.list(
        'ListGroupMembershipsForMember',
        memberGroupPage,
        (NextToken, options) =>
          clients.identityStore.send(
            new ListGroupMembershipsForMemberCommand({
              IdentityStoreId,
              MemberId: { UserId },
              MaxResults,
              NextToken,
            }),
            options,
          ),
      );
      const found = await nullIfNotFound(listing, { resourceType: 'USER' });
      return found === null ? null : sortedUnique(found);
    },
  };
}
