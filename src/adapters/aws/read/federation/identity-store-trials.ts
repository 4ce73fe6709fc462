import * as store from '@aws-sdk/client-identitystore';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { nobody } from './nobody.ts';
import type { Trial } from './trial.ts';

export function identityStoreTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  const client = clients.identityStore;
  const { identityStoreId: IdentityStoreId } = target;
  const service = 'identitystore';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('ListGroups', (options) =>
      client.send(new store.ListGroupsCommand({ IdentityStoreId, MaxResults: 1 }), options),
    ),
    of('DescribeGroup', (options) =>
      client.send(new store.DescribeGroupCommand({ IdentityStoreId, GroupId: nobody }), options),
    ),
    of('ListGroupMemberships', (options) =>
      client.send(
        new store.ListGroupMembershipsCommand({ IdentityStoreId, GroupId: nobody, MaxResults: 1 }),
        options,
      ),
    ),
    of('DescribeUser', (options) =>
      client.send(new store.DescribeUserCommand({ IdentityStoreId, UserId: nobody }), options),
    ),
    of('GetUserId', (options) =>
      client.send(
        new store.GetUserIdCommand({
          IdentityStoreId,
          AlternateIdentifier: {
            UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'nobody' },
          },
        }),
        options,
      ),
    ),
  ];
}
