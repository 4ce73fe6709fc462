import * as sso from '@aws-sdk/client-sso-admin';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { nobody } from './nobody.ts';
import type { Trial } from './trial.ts';

export function permissionSetTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  const client = clients.ssoAdmin;
  const { instance: InstanceArn, permissionSet, account, accessControlAttributes } = target;
  const set = permissionSet === null ? null : { InstanceArn, PermissionSetArn: permissionSet };
  const inAccount = account === null ? null : { InstanceArn, AccountId: account };
  const pair = set === null || inAccount === null ? null : { ...set, ...inAccount };
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
      'ListPermissionSetsProvisionedToAccount',
      inAccount &&
        ((options) =>
          client.send(new sso.ListPermissionSetsProvisionedToAccountCommand(inAccount), options)),
    ),
    of('ListAccountAssignmentsForPrincipal', (options) =>
      client.send(
        new sso.ListAccountAssignmentsForPrincipalCommand({
          InstanceArn,
          PrincipalType: 'GROUP',
          PrincipalId: nobody,
        }),
        options,
      ),
    ),
    of(
      'ListAccountAssignments',
      pair && ((options) => client.send(new sso.ListAccountAssignmentsCommand(pair), options)),
    ),
    ...(accessControlAttributes
      ? [
          of('DescribeInstanceAccessControlAttributeConfiguration', (options) =>
            client.send(
              new sso.DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }),
              options,
            ),
          ),
        ]
      : []),
  ];
}
