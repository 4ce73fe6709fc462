import {
  CreateInstanceAccessControlAttributeConfigurationCommand,
  DeleteInstanceAccessControlAttributeConfigurationCommand,
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  UpdateInstanceAccessControlAttributeConfigurationCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { setup, smallSeed, textWith } from './simulator.ts';

type Attributes = Readonly<Record<string, string>>;

const department = { Department: '${path:enterprise.department}' };

const configuration = (attributes: Attributes) => ({
  AccessControlAttributes: Object.entries(attributes).map(([Key, source]) => ({
    Key,
    Value: { Source: [source] },
  })),
});

async function abac(...options: Parameters<typeof setup>) {
  const { aws, sso, InstanceArn, as } = await setup(...options);
  const asked = (attributes: Attributes) => ({
    InstanceArn,
    InstanceAccessControlAttributeConfiguration: configuration(attributes),
  });
  return {
    aws,
    as,
    read: () =>
      sso.send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })),
    create: (attributes: Attributes) =>
      sso.send(new CreateInstanceAccessControlAttributeConfigurationCommand(asked(attributes))),
    update: (attributes: Attributes) =>
      sso.send(new UpdateInstanceAccessControlAttributeConfigurationCommand(asked(attributes))),
    remove: () =>
      sso.send(new DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })),
  };
}

const seeded = { seed: { ...smallSeed, accessControlAttributes: department } };

describe('attributes for access control', () => {
  test('are enabled after a while, changed, and disabled', async () => {
    const { aws, read, create, update, remove } = await abac();
    await create(department);
    expect(await read()).toMatchObject({ Status: 'CREATION_IN_PROGRESS' });
    await expect(update({})).rejects.toMatchObject({
      name: 'ConflictException',
      message: textWith('conflicting operation in process'),
    });
    aws.clock.advance(aws.knobs.durations.accessControlCreation);
    expect(await read()).toMatchObject({
      Status: 'ENABLED',
      InstanceAccessControlAttributeConfiguration: configuration(department),
    });
    const more = { ...department, CostCenter: '${path:enterprise.costCenter}' };
    await update(more);
    expect(aws.world.dump().accessControlAttributes).toEqual(more);
    await update({});
    expect(aws.world.dump().accessControlAttributes).toEqual({});
    await remove();
    expect(aws.world.dump().accessControlAttributes).toBeNull();
    expect(aws.log.invalid()).toEqual([]);
  });

  test('that are not enabled are not found, neither to read nor to change', async () => {
    const { read, update, remove } = await abac();
    for (const call of [read, () => update({}), remove]) {
      await expect(call()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });

  test('are enabled once', async () => {
    const { create } = await abac(seeded);
    await expect(create(department)).rejects.toMatchObject({
      name: 'ConflictException',
      message: textWith('already'),
    });
  });

  test('whose creation failed say why, and have to be deleted', async () => {
    const { aws, read, create, update, remove } = await abac({
      knobs: { durations: { accessControlCreation: 0 } },
      faults: [
        {
          operation: 'CreateInstanceAccessControlAttributeConfiguration',
          calls: { nth: 1 },
          effect: { kind: 'async-failed', reason: 'A role could not be changed.' },
        },
      ],
    });
    await create(department);
    expect(await read()).toMatchObject({
      Status: 'CREATION_FAILED',
      StatusReason: 'A role could not be changed.',
    });
    expect(aws.world.dump().accessControlAttributes).toBeNull();
    await expect(update(department)).rejects.toMatchObject({ name: 'ConflictException' });
    await remove();
    await create(department);
    expect(await read()).toMatchObject({ Status: 'ENABLED' });
  });

  test.each([
    ['a character that a key may not have', { 'cost%': 'x' }],
    ['a source that is too long', { Department: 'x'.repeat(257) }],
    ['a character that a source may not have', { Department: '<x>' }],
    ['one key in two cases', { department: 'x', Department: 'y' }],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'x'])),
    ],
  ])('are refused for %s', async (_what, attributes) => {
    const { create } = await abac();
    await expect(create(attributes)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('are denied to who may not, and open to the delegated administrator', async () => {
    const { aws, as, read } = await abac({
      seed: { ...smallSeed, delegate: 'identity' },
      callers: {
        AKIAPLAN: { role: 'plan', allow: ['sso:List*'] },
        AKIADELEGATE: { account: 'identity' },
      },
    });
    const { arn: InstanceArn } = aws.world.state.place.instance;
    const input = {
      InstanceArn,
      InstanceAccessControlAttributeConfiguration: configuration(department),
    };
    const create = new CreateInstanceAccessControlAttributeConfigurationCommand(input);
    await expect(as('AKIAPLAN').sso.send(create)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: textWith('sso:CreateInstanceAccessControlAttributeConfiguration'),
    });
    await as('AKIADELEGATE').sso.send(create);
    expect(await read()).toMatchObject({ Status: 'CREATION_IN_PROGRESS' });
  });
});
