import * as sso from '@aws-sdk/client-sso-admin';
import type * as z from 'zod';
import type { LiveAssignment } from '../../../core/model/assignment.ts';
import type { InstanceArn, PermissionSetArn } from '../../../core/model/ids.ts';
import { compareText, sortedBy } from '../../../core/model/order.ts';
import type { Tags } from '../../../core/model/permission-set.ts';
import type { IdentityCenterReader } from '../../../ports/identity-center-read.ts';
import * as answers from '../answers/sso-admin-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { readPermissionsBoundary } from './read-permissions-boundary.ts';

const MaxResults = 100;

/** Reading sso-admin through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createIdentityCenterReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): IdentityCenterReader {
  const { clients, region } = connection;
  const client = clients.ssoAdmin;
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);

  const readTags = async (instance: InstanceArn, arn: PermissionSetArn): Promise<Tags> => {
    const pairs = await channel.list('ListTagsForResource', answers.tagPage, (NextToken, options) =>
      client.send(
        new sso.ListTagsForResourceCommand({ InstanceArn: instance, ResourceArn: arn, NextToken }),
        options,
      ),
    );
    const sorted = pairs.toSorted((a, b) => compareText(a.Key, b.Key));
    return Object.fromEntries(sorted.map(({ Key, Value }) => [Key, Value]));
  };

  return {
    async listInstances() {
      const found = await channel.list(
        'ListInstances',
        answers.instancePage,
        (NextToken, options) =>
          client.send(new sso.ListInstancesCommand({ MaxResults, NextToken }), options),
      );
      return found.map((instance) => ({
        arn: instance.InstanceArn,
        identityStoreId: instance.IdentityStoreId,
        ownerAccountId: instance.OwnerAccountId,
        // A replica's Region shows the instance too, but permission sets live in the primary one.
        region: instance.PrimaryRegion ?? region,
      }));
    },

    listPermissionSets(instance) {
      return channel.list(
        'ListPermissionSets',
        answers.permissionSetArnPage,
        (NextToken, options) =>
          client.send(
            new sso.ListPermissionSetsCommand({ InstanceArn: instance, MaxResults, NextToken }),
            options,
          ),
      );
    },

    async describePermissionSet(instance, arn) {
      const command = new sso.DescribePermissionSetCommand({
        InstanceArn: instance,
        PermissionSetArn: arn,
      });
      const answer = await nullIfNotFound(
        channel.read('DescribePermissionSet', answers.permissionSetAnswer, (options) =>
          client.send(command, options),
        ),
      );
      if (answer === null) return null;
      const { Name, Description, SessionDuration, RelayState } = answer.PermissionSet;
      return {
        arn,
        name: Name,
        description: Description,
        sessionDuration: SessionDuration,
        relayState: RelayState,
      };
    },

    async readPermissionSetDetails(instance, arn) {
      const set = { InstanceArn: instance, PermissionSetArn: arn };
      const [managed, customerManaged, inline, permissionsBoundary, tags] = await Promise.all([
        channel.list(
          'ListManagedPoliciesInPermissionSet',
          answers.managedPolicyPage,
          (NextToken, options) =>
            client.send(
              new sso.ListManagedPoliciesInPermissionSetCommand({ ...set, MaxResults, NextToken }),
              options,
            ),
        ),
        channel.list(
          'ListCustomerManagedPolicyReferencesInPermissionSet',
          answers.customerManagedPolicyPage,
          (NextToken, options) =>
            client.send(
              new sso.ListCustomerManagedPolicyReferencesInPermissionSetCommand({
                ...set,
                MaxResults,
                NextToken,
              }),
              options,
            ),
        ),
        channel.read('GetInlinePolicyForPermissionSet', answers.inlinePolicyAnswer, (options) =>
          client.send(new sso.GetInlinePolicyForPermissionSetCommand(set), options),
        ),
        readPermissionsBoundary(channel, client, set),
        readTags(instance, arn),
      ]);
      return {
        managedPolicies: managed.map((policy) => policy.Arn).toSorted(compareText),
        customerManagedPolicies: sortedBy(customerManaged, ({ path, name }) => path + name),
        inlinePolicy: inline.InlinePolicy,
        permissionsBoundary,
        tags,
      };
    },

    readTags,

    listProvisionedAccounts(instance, arn, which) {
      const input = {
        InstanceArn: instance,
        PermissionSetArn: arn,
        MaxResults,
        ...(which === 'stale' ? stale : {}),
      };
      return channel.list(
        'ListAccountsForProvisionedPermissionSet',
        answers.accountIdPage,
        (NextToken, options) =>
          client.send(
            new sso.ListAccountsForProvisionedPermissionSetCommand({ ...input, NextToken }),
            options,
          ),
      );
    },

    async listAssignments(instance, arn, accountId) {
      const input = {
        InstanceArn: instance,
        PermissionSetArn: arn,
        AccountId: accountId,
        MaxResults,
      };
      const found = await channel.list(
        'ListAccountAssignments',
        answers.assignmentPage,
        (NextToken, options) =>
          client.send(new sso.ListAccountAssignmentsCommand({ ...input, NextToken }), options),
      );
      return found.map(assignmentOf);
    },

    async listAssignmentsOf(instance, { type, id }) {
      const input = { InstanceArn: instance, PrincipalType: type, PrincipalId: id, MaxResults };
      const listing = channel.list(
        'ListAccountAssignmentsForPrincipal',
        answers.assignmentPage,
        (NextToken, options) =>
          client.send(
            new sso.ListAccountAssignmentsForPrincipalCommand({ ...input, NextToken }),
            options,
          ),
      );
      const found = await nullIfNotFound(listing, { within: instance });
      if (found === null) return null;
      // Whether AWS lists for a user what the user's groups hold is not documented.
      const own = found.filter((row) => row.PrincipalId === id && row.PrincipalType === type);
      return own.map(assignmentOf);
    },

    listPermissionSetsIn(instance, accountId) {
      const input = { InstanceArn: instance, AccountId: accountId, MaxResults };
      return channel.list(
        'ListPermissionSetsProvisionedToAccount',
        answers.permissionSetArnPage,
        (NextToken, options) =>
          client.send(
            new sso.ListPermissionSetsProvisionedToAccountCommand({ ...input, NextToken }),
            options,
          ),
      );
    },

    async readAccessControlAttributes(instance) {
      const command = new sso.DescribeInstanceAccessControlAttributeConfigurationCommand({
        InstanceArn: instance,
      });
      const found = await nullIfNotFound(
        channel.read(
          'DescribeInstanceAccessControlAttributeConfiguration',
          answers.accessControlAnswer,
          (options) => client.send(command, options),
        ),
      );
      return found ?? { status: 'absent' };
    },
  };
}

const stale = { ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' } as const;

function assignmentOf(
  row: z.output<typeof answers.assignmentPage>['items'][number],
): LiveAssignment {
  return {
    accountId: row.AccountId,
    permissionSetArn: row.PermissionSetArn,
    principalType: row.PrincipalType,
    principalId: row.PrincipalId,
  };
}
