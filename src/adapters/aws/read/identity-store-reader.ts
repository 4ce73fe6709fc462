import * as store from '@aws-sdk/client-identitystore';
import type { User } from '../../../core/model/principal.ts';
import type { IdentityStoreReader } from '../../../ports/identity-center-read.ts';
import * as answers from '../answers/identity-store-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

const MaxResults = 100;

/** Reading the identity store through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createIdentityStoreReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): IdentityStoreReader {
  const client = connection.clients.identityStore;
  const channel = new ServiceChannel(connection.caller, 'identitystore', signal);

  const describeUser = (identityStoreId: string, id: string): Promise<User | null> => {
    const command = new store.DescribeUserCommand({ IdentityStoreId: identityStoreId, UserId: id });
    return nullIfNotFound(
      channel.read('DescribeUser', answers.userAnswer, (options) => client.send(command, options)),
      { resourceType: 'USER' },
    );
  };

  return {
    listGroups(identityStoreId) {
      return channel.list('ListGroups', answers.groupPage, (NextToken, options) =>
        client.send(
          new store.ListGroupsCommand({ IdentityStoreId: identityStoreId, MaxResults, NextToken }),
          options,
        ),
      );
    },

    describeGroup(identityStoreId, id) {
      const command = new store.DescribeGroupCommand({
        IdentityStoreId: identityStoreId,
        GroupId: id,
      });
      return nullIfNotFound(
        channel.read('DescribeGroup', answers.groupAnswer, (options) =>
          client.send(command, options),
        ),
        { resourceType: 'GROUP' },
      );
    },

    describeUser,

    async findUser(identityStoreId, userName) {
      const command = new store.GetUserIdCommand({
        IdentityStoreId: identityStoreId,
        AlternateIdentifier: {
          UniqueAttribute: { AttributePath: 'userName', AttributeValue: userName },
        },
      });
      const found = await nullIfNotFound(
        channel.read('GetUserId', answers.userIdAnswer, (options) => client.send(command, options)),
        { resourceType: 'USER' },
      );
      return found === null ? null : describeUser(identityStoreId, found.UserId);
    },
  };
}
