import * as organizations from '@aws-sdk/client-organizations';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import type { AwsConnection } from '../../open-aws.ts';
import type { Trial } from './trial.ts';

export function organizationTrials({ clients }: AwsConnection, { account }: TrialTarget): Trial[] {
  const client = clients.organizations;
  const service = 'organizations';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('DescribeOrganization', (options) =>
      client.send(new organizations.DescribeOrganizationCommand({}), options),
    ),
    of('ListAccounts', (options) =>
      client.send(new organizations.ListAccountsCommand({ MaxResults: 1 }), options),
    ),
    of('ListRoots', (options) =>
      client.send(new organizations.ListRootsCommand({ MaxResults: 1 }), options),
    ),
    of('ListOrganizationalUnitsForParent', (options) =>
      client.send(
        new organizations.ListOrganizationalUnitsForParentCommand({ ParentId: 'r-0000' }),
        options,
      ),
    ),
    of('ListAccountsForParent', (options) =>
      client.send(new organizations.ListAccountsForParentCommand({ ParentId: 'r-0000' }), options),
    ),
    of(
      'ListTagsForResource',
      account &&
        ((options) =>
          client.send(
            new organizations.ListTagsForResourceCommand({ ResourceId: account }),
            options,
          )),
    ),
  ];
}
