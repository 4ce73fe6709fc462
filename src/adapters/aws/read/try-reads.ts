import * as store from '@aws-sdk/client-identitystore';
import * as organizations from '@aws-sdk/client-organizations';
import * as sso from '@aws-sdk/client-sso-admin';
import * as z from 'zod';
import type { TriedRead } from '../../../core/doctor/aws-facts.ts';
import type { TrialTarget } from '../../../ports/federation-aws-read.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { AwsConnection } from '../open-aws.ts';
import type { AwsRequest } from '../request/aws-caller.ts';
import { type AwsService, iamAction } from '../request/aws-service.ts';
import { ServiceChannel } from '../request/service-channel.ts';

interface Trial {
  readonly service: AwsService;
  readonly operation: string;
  /** Null where there is nothing to try it on. */
  readonly send: AwsRequest<z.ZodUnknown>['send'] | null;
}

/** Each read of a plan and a drift run, once. Whether it is allowed shows; what it answers is not looked at. */
export async function tryReads(
  connection: AwsConnection,
  target: TrialTarget,
  signal: AbortSignal | undefined,
): Promise<readonly TriedRead[]> {
  const trials = [
    ...permissionSetTrials(connection, target),
    ...storeTrials(connection, target),
    ...organizationTrials(connection, target),
  ];
  return Promise.all(trials.map((trial) => attempt(connection, trial, signal)));
}

async function attempt(
  { caller }: AwsConnection,
  { service, operation, send }: Trial,
  signal: AbortSignal | undefined,
): Promise<TriedRead> {
  const action = iamAction(service, operation);
  if (send === null) return { action, outcome: 'untried', why: null };
  const channel = new ServiceChannel(caller, service, signal);
  try {
    await channel.read(operation, z.unknown(), send);
    return { action, outcome: 'allowed', why: null };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'credentials' || error.kind === 'cancelled') throw error;
    // What is not there was looked for, so looking is allowed.
    if (error.kind === 'not-found') return { action, outcome: 'allowed', why: null };
    const outcome = error.kind === 'access-denied' ? 'refused' : 'failed';
    return { action, outcome, why: error.message };
  }
}

function permissionSetTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  const client = clients.ssoAdmin;
  const { instance: InstanceArn, permissionSet, account } = target;
  const set = permissionSet === null ? null : { InstanceArn, PermissionSetArn: permissionSet };
  const pair = set === null || account === null ? null : { ...set, AccountId: account };
  const service = 'sso-admin';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('ListInstances', (options) => client.send(new sso.ListInstancesCommand({}), options)),
    of('ListPermissionSets', (options) =>
      client.send(new sso.ListPermissionSetsCommand({ InstanceArn, MaxResults: 1 }), options),
    ),
    of(
      'DescribePermissionSet',
      set && ((options) => client.send(new sso.DescribePermissionSetCommand(set), options)),
    ),
    of(
      'ListManagedPoliciesInPermissionSet',
      set &&
        ((options) => client.send(new sso.ListManagedPoliciesInPermissionSetCommand(set), options)),
    ),
    of(
      'ListCustomerManagedPolicyReferencesInPermissionSet',
      set &&
        ((options) =>
          client.send(
            new sso.ListCustomerManagedPolicyReferencesInPermissionSetCommand(set),
            options,
          )),
    ),
    of(
      'GetInlinePolicyForPermissionSet',
      set &&
        ((options) => client.send(new sso.GetInlinePolicyForPermissionSetCommand(set), options)),
    ),
    of(
      'GetPermissionsBoundaryForPermissionSet',
      set &&
        ((options) =>
          client.send(new sso.GetPermissionsBoundaryForPermissionSetCommand(set), options)),
    ),
    of(
      'ListTagsForResource',
      set &&
        ((options) =>
          client.send(
            new sso.ListTagsForResourceCommand({ InstanceArn, ResourceArn: set.PermissionSetArn }),
            options,
          )),
    ),
    of(
      'ListAccountsForProvisionedPermissionSet',
      set &&
        ((options) =>
          client.send(new sso.ListAccountsForProvisionedPermissionSetCommand(set), options)),
    ),
    of(
      'ListAccountAssignments',
      pair && ((options) => client.send(new sso.ListAccountAssignmentsCommand(pair), options)),
    ),
  ];
}

function storeTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  const client = clients.identityStore;
  const { identityStoreId: IdentityStoreId } = target;
  const service = 'identitystore';
  // Nobody has this id: AWS checks permission before it looks.
  const nobody = '00000000-0000-0000-0000-000000000000';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('ListGroups', (options) =>
      client.send(new store.ListGroupsCommand({ IdentityStoreId, MaxResults: 1 }), options),
    ),
    of('DescribeGroup', (options) =>
      client.send(new store.DescribeGroupCommand({ IdentityStoreId, GroupId: nobody }), options),
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

function organizationTrials({ clients }: AwsConnection, { account }: TrialTarget): Trial[] {
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
