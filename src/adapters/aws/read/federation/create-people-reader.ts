import { ListGroupMembershipsCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import type { FederationAwsReader } from '../../../../ports/federation-aws-read.ts';
import { userPage } from '../../answers/federation-answers.ts';
import { membershipPage } from '../../answers/identity-store-answers.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { ServiceChannel } from '../../request/service-channel.ts';

const MaxResults = 100;

export function createPeopleReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): Pick<FederationAwsReader, 'listUsers' | 'listMembers'> {
  const channel = new ServiceChannel(caller, 'identitystore', signal);
  const client = clients.identityStore;
  return {
    listUsers(IdentityStoreId) {
      return channel.list('ListUsers', userPage, (NextToken, options) =>
        client.send(new ListUsersCommand({ IdentityStoreId, MaxResults, NextToken }), options),
      );
    },

    listMembers(IdentityStoreId, GroupId) {
      return channel.list('ListGroupMemberships', membershipPage, (NextToken, options) =>
        client.send(
          new ListGroupMembershipsCommand({ IdentityStoreId, GroupId, MaxResults, NextToken }),
          options,
        ),
      );
    },
  };
}
