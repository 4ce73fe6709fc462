import {
  DescribeGroupCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetUserIdCommand,
  ListGroupMembershipsCommand,
  ListGroupMembershipsForMemberCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import {
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ListTagsForResourceCommand as ListSetTagsCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import {
  findAccount,
  findGroup,
  findPermissionSet,
  findUser,
} from '../../../src/simulator/aws/world/find.ts';
import { setup, smallSeed } from './simulator.ts';

describe('what is read is what the seed says', () => {
  test('instance and permission sets', async () => {
    const { aws, sso, InstanceArn, IdentityStoreId } = await setup({
      seed: {
        ...smallSeed,
        permissionSets: {
          ...smallSeed.permissionSets,
          Full: {
            description: 'Everything a set can have',
            relayState: 'https://console.aws.amazon.com/',
            managedPolicies: ['job-function/ViewOnlyAccess'],
            customerManagedPolicies: ['Plain', '/teams/Deploy'],
            inlinePolicy: { Version: '2012-10-17', Statement: [] },
            permissionsBoundary: { customerManagedPolicy: 'Boundary' },
            tags: { team: 'platform' },
          },
        },
      },
    });
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    const owner = findAccount(aws.world.state, 'management').id;
    expect(Instances).toMatchObject([{ InstanceArn, IdentityStoreId, OwnerAccountId: owner }]);
    expect(await sso.send(new DescribeInstanceCommand({ InstanceArn }))).toMatchObject({
      InstanceArn,
      Status: 'ACTIVE',
    });

    const { PermissionSets } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    expect(PermissionSets).toHaveLength(3);
    const PermissionSetArn = findPermissionSet(aws.world.state, 'Full').arn;
    const set = { InstanceArn, PermissionSetArn };
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand(set));
    expect(PermissionSet).toMatchObject({ Name: 'Full', SessionDuration: 'PT1H' });
    expect(PermissionSet?.CreatedDate).toBeInstanceOf(Date);
    const managed = await sso.send(new ListManagedPoliciesInPermissionSetCommand(set));
    expect(managed.AttachedManagedPolicies).toEqual([
      { Name: 'ViewOnlyAccess', Arn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess' },
    ]);
    const customer = await sso.send(
      new ListCustomerManagedPolicyReferencesInPermissionSetCommand(set),
    );
    expect(customer.CustomerManagedPolicyReferences).toEqual([
      { Name: 'Plain', Path: '/' },
      { Name: 'Deploy', Path: '/teams/' },
    ]);
    const { InlinePolicy } = await sso.send(new GetInlinePolicyForPermissionSetCommand(set));
    expect(InlinePolicy).toBe('{"Version":"2012-10-17","Statement":[]}');
    const boundary = await sso.send(new GetPermissionsBoundaryForPermissionSetCommand(set));
    expect(boundary.PermissionsBoundary).toEqual({
      CustomerManagedPolicyReference: { Name: 'Boundary', Path: '/' },
    });
    const tags = await sso.send(
      new ListSetTagsCommand({ InstanceArn, ResourceArn: PermissionSetArn }),
    );
    expect(tags.Tags).toEqual([{ Key: 'team', Value: 'platform' }]);
    expect(aws.log.invalid()).toEqual([]);
  });

  test('assignments, by pair and by principal, direct and through groups', async () => {
    const { aws, sso, InstanceArn } = await setup();
    const { state } = aws.world;
    const dev = findAccount(state, 'dev').id;
    const PermissionSetArn = findPermissionSet(state, 'Developer').arn;
    const group = findGroup(state, 'Developers').id;
    const pair = await sso.send(
      new ListAccountAssignmentsCommand({ InstanceArn, AccountId: dev, PermissionSetArn }),
    );
    expect(pair.AccountAssignments).toEqual([
      { AccountId: dev, PermissionSetArn, PrincipalType: 'GROUP', PrincipalId: group },
    ]);
    const sets = await sso.send(
      new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId: dev }),
    );
    expect(sets.PermissionSets).toHaveLength(2);
    const accounts = await sso.send(
      new ListAccountsForProvisionedPermissionSetCommand({ InstanceArn, PermissionSetArn }),
    );
    expect(accounts.AccountIds).toEqual([dev]);

    const forUser = (AccountId?: string): ListAccountAssignmentsForPrincipalCommand =>
      new ListAccountAssignmentsForPrincipalCommand({
        InstanceArn,
        PrincipalType: 'USER',
        PrincipalId: findUser(state, 'bob').id,
        ...(AccountId !== undefined && { Filter: { AccountId } }),
      });
    const derived = await sso.send(forUser());
    expect(derived.AccountAssignments).toEqual([
      { AccountId: dev, PermissionSetArn, PrincipalType: 'GROUP', PrincipalId: group },
    ]);
    const elsewhere = await sso.send(forUser(findAccount(state, 'prod').id));
    expect(elsewhere.AccountAssignments).toEqual([]);
    aws.knobs.behaviour.principalListingForUserIncludesGroups = false;
    expect((await sso.send(forUser())).AccountAssignments).toEqual([]);
  });

  test('groups, users and memberships', async () => {
    const { aws, store, IdentityStoreId } = await setup({
      seed: { groups: { Ops: { members: ['eve@example.com'], externalId: 'entra-1' } } },
    });
    const { Groups } = await store.send(new ListGroupsCommand({ IdentityStoreId }));
    const GroupId = findGroup(aws.world.state, 'Ops').id;
    expect(Groups).toMatchObject([
      { GroupId, DisplayName: 'Ops', ExternalIds: [{ Id: 'entra-1' }] },
    ]);
    const Issuer = Groups?.[0]?.ExternalIds?.[0]?.Issuer ?? '';
    expect(Issuer).toMatch(/^https:\/\/scim\.aws\.com\//);
    for (const AlternateIdentifier of [
      { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'Ops' } },
      { ExternalId: { Issuer, Id: 'entra-1' } },
    ]) {
      const found = await store.send(
        new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }),
      );
      expect(found.GroupId).toBe(GroupId);
    }
    const group = await store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }));
    expect(group.DisplayName).toBe('Ops');

    const { Users } = await store.send(new ListUsersCommand({ IdentityStoreId }));
    const UserId = Users?.[0]?.UserId ?? '';
    for (const AttributePath of ['userName', 'emails.value']) {
      const UniqueAttribute = { AttributePath, AttributeValue: 'eve@example.com' };
      const found = await store.send(
        new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } }),
      );
      expect(found.UserId).toBe(UserId);
    }
    const user = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
    expect(user.UserName).toBe('eve@example.com');
    const members = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
    expect(members.GroupMemberships).toMatchObject([{ GroupId, MemberId: { UserId } }]);
    const of = await store.send(
      new ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId: { UserId } }),
    );
    expect(of.GroupMemberships).toMatchObject([{ GroupId }]);
    expect(aws.log.invalid()).toEqual([]);
  });

  test('what the identity store has not is a ResourceNotFoundException with its type', async () => {
    const { store, IdentityStoreId } = await setup();
    const GroupId = '11111111-2222-3333-4444-555555555555';
    await expect(
      store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', ResourceType: 'GROUP' });
    await expect(
      store.send(new ListGroupsCommand({ IdentityStoreId: 'd-0000000000' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('the organization, its tree and its accounts', async () => {
    const { aws, organizations } = await setup();
    const { state } = aws.world;
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    const management = findAccount(state, 'management');
    expect(Organization?.MasterAccountId).toBe(management.id);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const rootId = Roots?.[0]?.Id ?? '';
    const top = await organizations.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }),
    );
    expect(top.OrganizationalUnits?.map((unit) => unit.Name).toSorted()).toEqual([
      'Security',
      'Workloads',
    ]);
    const workloads = top.OrganizationalUnits?.find((unit) => unit.Name === 'Workloads');
    expect(workloads?.Path).toBe(`${Organization?.Id}/${rootId}/${workloads?.Id}/`);
    const unit = await organizations.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: workloads?.Id }),
    );
    expect(unit.OrganizationalUnit?.Name).toBe('Workloads');

    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    const dev = Accounts?.find((account) => account.Name === 'dev');
    expect(dev).toMatchObject({ State: 'ACTIVE', JoinedMethod: 'CREATED' });
    expect(dev?.Status).toBeUndefined();
    expect(dev?.JoinedTimestamp).toEqual(new Date('2020-01-01T00:00:00Z'));
    expect(dev?.Paths?.[0]).toMatch(new RegExp(`^${workloads?.Path}ou-[^/]+/$`));
    const parents = await organizations.send(new ListParentsCommand({ ChildId: dev?.Id }));
    const parentId = parents.Parents?.[0]?.Id ?? '';
    expect(parents.Parents).toEqual([{ Id: parentId, Type: 'ORGANIZATIONAL_UNIT' }]);
    const below = await organizations.send(
      new ListAccountsForParentCommand({ ParentId: parentId }),
    );
    expect(below.Accounts).toEqual([dev]);
    const tags = await organizations.send(new ListTagsForResourceCommand({ ResourceId: dev?.Id }));
    expect(tags.Tags).toEqual([{ Key: 'stage', Value: 'dev' }]);
    const described = await organizations.send(new DescribeAccountCommand({ AccountId: dev?.Id }));
    expect(described.Account).toEqual(dev);
    await expect(
      organizations.send(new DescribeAccountCommand({ AccountId: '999999999999' })),
    ).rejects.toMatchObject({ name: 'AccountNotFoundException' });
    expect(aws.log.invalid()).toEqual([]);
  });

  test('an account can be told by State, by the retired Status or by both, with or without Paths', async () => {
    const { aws, organizations } = await setup({
      seed: {
        accounts: [
          { name: 'management', management: true, state: 'ACTIVE' },
          { name: 'old', state: 'CLOSED' },
        ],
      },
      knobs: { behaviour: { accountLifecycle: 'both', accountPaths: 'ou-and-account' } },
    });
    const old = async () => {
      const { Accounts } = await organizations.send(new ListAccountsCommand({}));
      return Accounts?.find((account) => account.Name === 'old');
    };
    const both = await old();
    expect(both).toMatchObject({ State: 'CLOSED', Status: 'SUSPENDED' });
    expect(both?.Paths?.[0]).toMatch(new RegExp(`/${both?.Id}/$`));
    aws.knobs.behaviour.accountLifecycle = 'status';
    aws.knobs.behaviour.accountPaths = 'absent';
    const oldest = await old();
    expect(oldest?.State).toBeUndefined();
    expect(oldest?.Paths).toBeUndefined();
    expect(oldest?.Status).toBe('SUSPENDED');
  });

  test('a set without inline policy or boundary answers in each of the ways that were seen', async () => {
    const { aws, sso, InstanceArn } = await setup();
    const PermissionSetArn = findPermissionSet(aws.world.state, 'Admin').arn;
    const set = { InstanceArn, PermissionSetArn };
    const inline = () => sso.send(new GetInlinePolicyForPermissionSetCommand(set));
    const boundary = () => sso.send(new GetPermissionsBoundaryForPermissionSetCommand(set));
    expect((await inline()).InlinePolicy).toBe('');
    await expect(boundary()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    aws.knobs.behaviour.noInlinePolicy = 'absent';
    aws.knobs.behaviour.noBoundary = 'absent';
    expect((await inline()).InlinePolicy).toBeUndefined();
    expect((await boundary()).PermissionsBoundary).toBeUndefined();
  });
});
