import { ListGroupsCommand } from '@aws-sdk/client-identitystore';
import { DescribeOrganizationCommand, ListAccountsCommand } from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand,
  DeletePermissionSetCommand,
  DescribeInstanceCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  ProvisionPermissionSetCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup, smallSeed } from './simulator.ts';

const auditors = { group: 'Auditors' } as const;

describe('what a role is allowed', () => {
  test('an action that its policies do not allow is denied in the words of IAM', async () => {
    const { aws, as, row, InstanceArn, set } = await setup({
      callers: {
        AKIAPLAN: {
          role: 'plan',
          session: 'run-1',
          allow: ['sso:List*', 'sso:Describe*', 'identitystore:*', 'organizations:ListAccounts'],
          deny: ['sso:ListAccountAssignments'],
        },
      },
    });
    const { sso, store, organizations } = as('AKIAPLAN');
    await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    await organizations.send(new ListAccountsCommand({}));
    const account = aws.world.state.place.managementAccountId;
    await expect(
      sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Admin', 'dev'))),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:sts::${account}:assumed-role/plan/run-1 is not authorized to perform: ` +
        `sso:CreateAccountAssignment on resource: ${set('Admin').PermissionSetArn} because no ` +
        'identity-based policy allows the sso:CreateAccountAssignment action',
    });
    await expect(
      sso.send(new ListAccountAssignmentsCommand({ ...set('Admin'), AccountId: account })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(organizations.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const { identityStoreId: IdentityStoreId } = aws.world.state.place.instance;
    await store.send(new ListGroupsCommand({ IdentityStoreId }));
    expect(aws.log.of('ListAccounts')).toMatchObject([{ accessKeyId: 'AKIAPLAN' }]);
  });

  test('a member account sees no instance of the organization', async () => {
    const { as, InstanceArn } = await setup({ callers: { AKIAMEMBER: { account: 'dev' } } });
    const { sso, organizations } = as('AKIAMEMBER');
    expect((await sso.send(new ListInstancesCommand({}))).Instances).toEqual([]);
    await organizations.send(new DescribeOrganizationCommand({}));
    await expect(sso.send(new ListPermissionSetsCommand({ InstanceArn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('the delegated administrator', () => {
  const delegated = {
    seed: { ...smallSeed, delegate: 'identity' },
    callers: { AKIADELEGATE: { account: 'identity' } },
  };

  test('may neither touch the management account nor any set provisioned in it', async () => {
    const { as, row, set, aws } = await setup(delegated);
    const { sso } = as('AKIADELEGATE');
    const denied = { name: 'AccessDeniedException' };
    const management = row(auditors, 'Developer', 'management');
    await expect(sso.send(new CreateAccountAssignmentCommand(management))).rejects.toMatchObject(
      denied,
    );
    // The set is in the management account, so it may not be used for another account either.
    const elsewhere = row(auditors, 'Admin', 'dev');
    await expect(sso.send(new CreateAccountAssignmentCommand(elsewhere))).rejects.toMatchObject(
      denied,
    );
    for (const command of [
      new UpdatePermissionSetCommand(set('Admin')),
      new ProvisionPermissionSetCommand({
        ...set('Admin'),
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }),
      new DeletePermissionSetCommand(set('Admin')),
    ]) {
      await expect(sso.send(command as UpdatePermissionSetCommand)).rejects.toMatchObject(denied);
    }
    await sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Developer', 'prod')));
    await aws.settled();
    await sso.send(new UpdatePermissionSetCommand(set('Developer')));
    expect(aws.history()).toHaveLength(1);
  });

  test('may read everything, but lists by principal as the knob says', async () => {
    const { aws, as, row, pair, InstanceArn } = await setup(delegated);
    const { sso, organizations } = as('AKIADELEGATE');
    await organizations.send(new ListAccountsCommand({}));
    const admins = await sso.send(new ListAccountAssignmentsCommand(pair('Admin', 'management')));
    expect(admins.AccountAssignments).toHaveLength(1);
    const { PrincipalId, PrincipalType } = row({ group: 'Admins' }, 'Admin', 'dev');
    const byPrincipal = new ListAccountAssignmentsForPrincipalCommand({
      InstanceArn,
      PrincipalId,
      PrincipalType,
    });
    await expect(sso.send(byPrincipal)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    aws.knobs.behaviour.principalListingForDelegate = 'allowed';
    expect((await sso.send(byPrincipal)).AccountAssignments).toHaveLength(3);
  });
});

describe('Regions and instances', () => {
  test('another Region has no instance, and no permission sets', async () => {
    const { aws, as, InstanceArn } = await setup();
    const { sso } = as('AKIAADMINISTRATOR', 'us-west-2');
    expect((await sso.send(new ListInstancesCommand({}))).Instances).toEqual([]);
    const list = () => sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    await expect(list()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    aws.knobs.behaviour.wrongRegion = 'access-denied';
    await expect(list()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(aws.log.of('ListInstances')).toMatchObject([{ region: 'us-west-2' }]);
  });

  test('the identity store also answers in Regions it is replicated to', async () => {
    const { as, IdentityStoreId } = await setup({
      seed: { ...smallSeed, replicaRegions: ['eu-central-1'] },
    });
    const list = (region: string) =>
      as('AKIAADMINISTRATOR', region).store.send(new ListGroupsCommand({ IdentityStoreId }));
    expect((await list('eu-central-1')).Groups).toHaveLength(3);
    await expect(list('us-west-2')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('account instances are listed beside the organization instance and have no permission sets', async () => {
    const { aws, sso, pair, InstanceArn } = await setup({
      seed: { ...smallSeed, accountInstances: [{ account: 'dev' }] },
    });
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    const owners = Instances?.map((one) => one.OwnerAccountId).toSorted();
    const { managementAccountId } = aws.world.state.place;
    expect(owners).toEqual([managementAccountId, pair('Admin', 'dev').AccountId].toSorted());
    const other = Instances?.find((one) => one.InstanceArn !== InstanceArn)?.InstanceArn;
    await sso.send(new DescribeInstanceCommand({ InstanceArn: other }));
    await expect(
      sso.send(new ListPermissionSetsCommand({ InstanceArn: other })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      sso.send(
        new DescribeInstanceCommand({
          InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000',
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('every partition has its own ARNs', async () => {
    const { sso, organizations, InstanceArn } = await setup({
      seed: { ...smallSeed, partition: 'aws-us-gov', region: 'us-gov-west-1' },
    }).then((on) => ({ ...on, ...on.as('AKIAGOV', 'us-gov-west-1') }));
    expect(InstanceArn).toMatch(/^arn:aws-us-gov:sso:::instance\//);
    const { PermissionSets } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    expect(PermissionSets?.[0]).toMatch(/^arn:aws-us-gov:sso:::permissionSet\//);
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts?.[0]?.Arn).toMatch(/^arn:aws-us-gov:organizations::/);
  });
});
