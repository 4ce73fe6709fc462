import * as organizations from '@aws-sdk/client-organizations';
import { compareText } from '../../../core/model/order.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { OrganizationReader } from '../../../ports/organization-read.ts';
import * as answers from '../answers/organizations-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { readAccountPlaces } from './read-account-places.ts';
import { readOrganizationTree } from './read-organization-tree.ts';
import { sharedUntilItFails } from './shared-until-it-fails.ts';

/** Organizations gives no more on a page. */
const MaxResults = 20;

/**
 * Reading Organizations through `connection`; an aborted `signal` rejects what is not answered yet.
 * The tree is walked once, for units and for the accounts that need it.
 */
export function createOrganizationReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): OrganizationReader {
  const client = connection.clients.organizations;
  const channel = new ServiceChannel(connection.caller, 'organizations', signal);
  const tree = sharedUntilItFails(() => readOrganizationTree(channel, client));

  return {
    async readManagementAccountId() {
      const answer = await channel.read(
        'DescribeOrganization',
        answers.organizationAnswer,
        (options) => client.send(new organizations.DescribeOrganizationCommand({}), options),
      );
      return answer.Organization.MasterAccountId;
    },

    async listAccounts() {
      const listed = await channel.list('ListAccounts', answers.accountPage, (NextToken, options) =>
        client.send(new organizations.ListAccountsCommand({ MaxResults, NextToken }), options),
      );
      const placed = listed.every((account) => account.ouIds !== null);
      const places = placed ? null : await readAccountPlaces(channel, client, await tree());
      return listed.map((account) => {
        const ouIds = account.ouIds ?? places?.get(account.id);
        // Without its place an account would silently leave every rule about units.
        if (ouIds !== undefined) return { ...account, ouIds };
        const action = 'organizations:ListAccountsForParent';
        const message = `${action}: account ${account.id} stands in no unit of the organization`;
        throw new PortError('bad-answer', action, message, {
          help: 'it was moved or removed while the tree was read: run it again',
        });
      });
    },

    listOrganizationalUnits: tree,

    async readAccountTags(id) {
      const pairs = await channel.list(
        'ListTagsForResource',
        answers.tagPage,
        (NextToken, options) =>
          client.send(
            new organizations.ListTagsForResourceCommand({ ResourceId: id, NextToken }),
            options,
          ),
      );
      const sorted = pairs.toSorted((a, b) => compareText(a.Key, b.Key));
      return Object.fromEntries(sorted.map(({ Key, Value }) => [Key, Value]));
    },
  };
}
