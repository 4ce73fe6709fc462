import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribePermissionSetCommand,
  DetachCustomerManagedPolicyReferenceFromPermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  ListTagsForResourceCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup, smallSeed, textWith } from './simulator.ts';

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

describe('a permission set', () => {
  test('is made, filled, changed and deleted', async () => {
    const { aws: simulator, sso, InstanceArn, set } = await setup();
    await sso.send(
      new CreatePermissionSetCommand({
        InstanceArn,
        Name: 'Build',
        Description: 'Builds',
        SessionDuration: 'PT4H',
        RelayState: 'https://console.aws.amazon.com/ec2',
        Tags: [{ Key: 'team', Value: 'platform' }],
      }),
    );
    const build = set('Build');
    await sso.send(
      new AttachManagedPolicyToPermissionSetCommand({
        ...build,
        ManagedPolicyArn: aws('ReadOnlyAccess'),
      }),
    );
    await sso.send(
      new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
        ...build,
        CustomerManagedPolicyReference: { Name: 'Deploy' },
      }),
    );
    const InlinePolicy = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...build, InlinePolicy }));
    await sso.send(
      new PutPermissionsBoundaryToPermissionSetCommand({
        ...build,
        PermissionsBoundary: { ManagedPolicyArn: aws('PowerUserAccess') },
      }),
    );
    const dumped = () => simulator.world.dump().permissionSets.find((one) => one.name === 'Build');
    expect(dumped()).toEqual({
      name: 'Build',
      arn: build.PermissionSetArn,
      description: 'Builds',
      sessionDuration: 'PT4H',
      relayState: 'https://console.aws.amazon.com/ec2',
      managedPolicies: [aws('ReadOnlyAccess')],
      customerManagedPolicies: ['/Deploy'],
      inlinePolicy: InlinePolicy,
      permissionsBoundary: aws('PowerUserAccess'),
      tags: { team: 'platform' },
      version: 5,
    });
    await sso.send(
      new DetachManagedPolicyFromPermissionSetCommand({
        ...build,
        ManagedPolicyArn: aws('ReadOnlyAccess'),
      }),
    );
    await sso.send(
      new DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({
        ...build,
        CustomerManagedPolicyReference: { Name: 'Deploy', Path: '/' },
      }),
    );
    await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(build));
    await sso.send(new DeletePermissionsBoundaryFromPermissionSetCommand(build));
    expect(dumped()).toMatchObject({
      managedPolicies: [],
      customerManagedPolicies: [],
      inlinePolicy: null,
      permissionsBoundary: null,
      version: 9,
    });
    await sso.send(new DeletePermissionSetCommand(build));
    expect(dumped()).toBeUndefined();
    await expect(sso.send(new DescribePermissionSetCommand(build))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(simulator.log.invalid()).toEqual([]);
  });

  test('made again under the same name is another one', async () => {
    const { sso, InstanceArn, set } = await setup();
    const create = () => sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Twice' }));
    await create();
    const first = set('Twice');
    await sso.send(new DeletePermissionSetCommand(first));
    await create();
    expect(set('Twice').PermissionSetArn).not.toBe(first.PermissionSetArn);
  });

  test('an update clears the relay state it leaves out, and nothing else', async () => {
    const {
      aws: simulator,
      sso,
      set,
    } = await setup({
      seed: {
        permissionSets: {
          Set: { description: 'kept', sessionDuration: 'PT3H', relayState: 'https://example.com' },
        },
      },
    });
    await sso.send(new UpdatePermissionSetCommand(set('Set')));
    expect(simulator.world.dump().permissionSets[0]).toMatchObject({
      description: 'kept',
      sessionDuration: 'PT3H',
      relayState: null,
    });
  });

  test('sessions last one to twelve hours', async () => {
    const { sso, InstanceArn, set } = await setup();
    const update = (SessionDuration: string) =>
      sso.send(new UpdatePermissionSetCommand({ ...set('Admin'), SessionDuration }));
    for (const fits of ['PT1H', 'PT12H', 'PT90M', 'PT3600S']) await update(fits);
    for (const not of ['PT59M', 'PT12H1S', 'P1D', 'P1W', '-PT2H']) {
      await expect(update(not)).rejects.toMatchObject({ name: 'ValidationException' });
    }
    const created = await sso.send(
      new CreatePermissionSetCommand({ InstanceArn, Name: 'Default' }),
    );
    expect(created.PermissionSet?.SessionDuration).toBe('PT1H');
  });
});

describe('permanent conflicts are told apart by their message only', () => {
  test('a name that is taken', async () => {
    const { sso, InstanceArn } = await setup();
    await expect(
      sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Admin' })),
    ).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'PermissionSet with name Admin already exists',
    });
  });

  test('a policy that is attached already', async () => {
    const { sso, set } = await setup();
    const again = { ...set('Admin'), ManagedPolicyArn: aws('AdministratorAccess') };
    await expect(
      sso.send(new AttachManagedPolicyToPermissionSetCommand(again)),
    ).rejects.toMatchObject({
      name: 'ConflictException',
      message: textWith('already attached'),
    });
    const reference = { ...set('Admin'), CustomerManagedPolicyReference: { Name: 'Mine' } };
    const attach = () =>
      sso.send(new AttachCustomerManagedPolicyReferenceToPermissionSetCommand(reference));
    await attach();
    await expect(attach()).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('a set that is still provisioned somewhere, until deprovisioning is over', async () => {
    const {
      aws: simulator,
      sso,
      set,
      revoke,
    } = await setup({
      knobs: { durations: { deprovisionLag: 120_000 } },
    });
    const remove = () => sso.send(new DeletePermissionSetCommand(set('Developer')));
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    await revoke({ group: 'Developers' }, 'Developer', 'dev');
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    simulator.clock.advance(120_000);
    await remove();
  });
});

describe('limits of a permission set', () => {
  test('policy sizes, raw and without white space', async () => {
    const { sso, set } = await setup();
    const put = (InlinePolicy: string) =>
      sso.send(new PutInlinePolicyToPermissionSetCommand({ ...set('Admin'), InlinePolicy }));
    const empty = policy({ Sid: '' }).length;
    await put(policy({ Sid: 'x'.repeat(10_240 - empty) }));
    await expect(put(policy({ Sid: 'x'.repeat(10_241 - empty) }))).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Current size of the non-whitespace characters present in the InlinePolicy Document is ' +
        '10241 bytes which has exceeded the maximum limit of 10240 bytes',
    });
    // Two bytes each in UTF-8, so the raw limit is passed before the model's.
    await expect(put(policy({ Sid: 'é'.repeat(16_360) }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: textWith(/^Current size of the InlinePolicy Document is \d+ bytes/),
    });
    await put(policy({ Sid: 'x' }) + ' '.repeat(30_000));
    await expect(put('not a policy')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('twenty managed policies of both kinds together', async () => {
    const { sso, set } = await setup({
      seed: {
        ...smallSeed,
        permissionSets: {
          Full: {
            managedPolicies: Array.from({ length: 19 }, (_, index) => `Policy${index}`),
            customerManagedPolicies: ['Last'],
          },
        },
        assignments: [],
      },
    });
    const full = set('Full');
    await expect(
      sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          ...full,
          ManagedPolicyArn: aws('OneMore'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
    await expect(
      sso.send(
        new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
          ...full,
          CustomerManagedPolicyReference: { Name: 'OneMore' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  });

  test('a boundary is one thing or the other', async () => {
    const { sso, set } = await setup();
    for (const PermissionsBoundary of [
      {},
      { ManagedPolicyArn: aws('X'), CustomerManagedPolicyReference: { Name: 'Y' } },
    ]) {
      await expect(
        sso.send(
          new PutPermissionsBoundaryToPermissionSetCommand({
            ...set('Admin'),
            PermissionsBoundary,
          }),
        ),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    }
  });

  test('permission sets of an instance', async () => {
    const { sso, InstanceArn } = await setup({ knobs: { limits: { permissionSets: 2 } } });
    await expect(
      sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Third' })),
    ).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  });

  test('detaching what is not there is refused or accepted, as the knob says', async () => {
    const { aws: simulator, sso, set } = await setup();
    const admin = set('Admin');
    const attempts = [
      () =>
        sso.send(
          new DetachManagedPolicyFromPermissionSetCommand({
            ...admin,
            ManagedPolicyArn: aws('None'),
          }),
        ),
      () => sso.send(new DeleteInlinePolicyFromPermissionSetCommand(admin)),
      () => sso.send(new DeletePermissionsBoundaryFromPermissionSetCommand(admin)),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
    simulator.knobs.behaviour.detachMissing = 'accepted';
    for (const attempt of attempts) await attempt();
    const dumped = simulator.world.dump().permissionSets.find((one) => one.name === 'Admin');
    expect(dumped?.version).toBe(1);
  });
});

describe('tags', () => {
  test('are merged, removed and limited, and leave no account stale', async () => {
    const { aws: simulator, sso, InstanceArn, set } = await setup();
    const ResourceArn = set('Admin').PermissionSetArn;
    const tag = (Tags: { Key: string; Value: string }[]) =>
      sso.send(new TagResourceCommand({ InstanceArn, ResourceArn, Tags }));
    await tag([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
    await tag([{ Key: 'a', Value: '2' }]);
    await sso.send(new UntagResourceCommand({ InstanceArn, ResourceArn, TagKeys: ['b', 'c'] }));
    const { Tags } = await sso.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn }));
    expect(Tags).toEqual([{ Key: 'a', Value: '2' }]);
    expect(simulator.world.dump().provisioned.every((pair) => pair.latest)).toBe(true);
    await tag(Array.from({ length: 49 }, (_, index) => ({ Key: `t${index}`, Value: '' })));
    await expect(tag([{ Key: 'one-more', Value: '' }])).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
    });
    await expect(tag([{ Key: 'aws:reserved', Value: '' }])).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
