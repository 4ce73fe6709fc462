import * as organizations from '@aws-sdk/client-organizations';
import { compareText } from '../../../core/model/order.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { OrganizationReader } from '../../../ports/organization-read.ts';
import * as answers from '../answers/organizations-answers.ts';
import type { ListedAccount } from '../answers/organizations-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { createOrganizationTree } from './create-organization-tree.ts';
import { readAccountPlaces } from './read-account-places.ts';
import { readNamedUnits } from './read-named-units.ts';
import { sharedUntilItFails } from './shared-until-it-fails.ts';

/** Organizations gives no more on a page. */
const MaxResults = 20;

/**
 * Reading Organizations through `connection`; an aborted `signal` rejects what is not answered yet.
 * DescribeOrganization is sent once, and no unit is asked twice for its children, whether units or
 * accounts need them.
 */
export function createOrganizationReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): OrganizationReader {
  const client = connection.clients.organizations;
  const channel = new ServiceChannel(connection.caller, 'organizations', signal);
  const tree = createOrganizationTree(channel, client);
  let listing: Promise<readonly ListedAccount[]> | null = null;

  function readAccounts(): Promise<readonly ListedAccount[]> {
    listing = channel.list('ListAccounts', answers.accountPage, (NextToken, options) =>
      client.send(new organizations.ListAccountsCommand({ MaxResults, NextToken }), options),
    );
    return listing;
  }

  return {
    // Organizations allows one a second, and more than one step of a run asks.
    readManagementAccountId: sharedUntilItFails(async () => {
      const answer = await channel.read(
        'DescribeOrganization',
        answers.organizationAnswer,
        (options) => client.send(new organizations.DescribeOrganizationCommand({}), options),
      );
      return answer.Organization.MasterAccountId;
    }),

    async listAccounts() {
      const listed = await readAccounts();
      const placed = listed.every((account) => account.ouIds !== null);
      const places = placed
        ? null
        : await readAccountPlaces(channel, client, await tree.walk(() => true));
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

    listOrganizationalUnits(named) {
      return named === 'all'
        ? tree.walk(() => true)
        : readNamedUnits(tree, named, () => listing ?? readAccounts());
    },

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
