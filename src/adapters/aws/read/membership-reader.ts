import { ListGroupMembershipsCommand } from '@aws-sdk/client-identitystore';
import { sortedUnique } from '../../../core/model/order.ts';
import type { MembershipReader } from '../../../ports/people-read.ts';
import { membershipPage } from '../answers/identity-store-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

const MaxResults = 100;

/** Who is in groups, through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createMembershipReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): MembershipReader {
  const channel = new ServiceChannel(caller, 'identitystore', signal);
  return {
    async listMembers(IdentityStoreId, GroupId, atMost) {
      const listing = channel.list(
        'ListGroupMemberships',
        membershipPage,
        (NextToken, options) =>
          clients.identityStore.send(
            new ListGroupMembershipsCommand({ IdentityStoreId, GroupId, MaxResults, NextToken }),
            options,
          ),
        atMost,
      );
      const found = await nullIfNotFound(listing, { resourceType: 'GROUP' });
      return found === null ? null : sortedUnique(found);
    },
  };
}
