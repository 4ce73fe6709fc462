import { ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import {
  CreatePermissionSetCommand,
  DescribePermissionSetCommand,
  ListPermissionSetsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../src/simulator/aws/operations/operations.ts';
import { servedOperations } from '../../../src/simulator/aws/models/served-operations.ts';
import { serviceModels } from '../../../src/simulator/aws/models/service-model.ts';
import { setup, textWith } from './simulator.ts';
import type { Setup } from './simulator.ts';

const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIARAW/20260101/eu-west-1/sso/aws4_request, SignedHeaders=host, Signature=00';

function raw(
  { aws }: Setup,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(aws.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'SWBExternalService.ListInstances',
      authorization,
      ...headers,
    },
    body,
  });
}

describe('requests are held to the service model', () => {
  test('every served operation is in a model and has a handler, and the model says where it is from', () => {
    for (const service of ['sso-admin', 'identitystore', 'organizations'] as const) {
      const served = servedOperations[service].toSorted();
      expect(Object.keys(operations[service]).toSorted()).toEqual(served);
      expect(Object.keys(serviceModels[service].operations)).toEqual(served);
      expect(serviceModels[service].source.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('patterns are anchored and lengths counted', async () => {
    const { aws, sso, InstanceArn } = await setup();
    const create = (part: object) =>
      sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Fine', ...part }));
    for (const wrong of [
      { Name: 'a'.repeat(33) },
      { Name: 'with space' },
      { Name: '' },
      { Description: '' },
      { Description: 'en–dash' },
      { Description: 'x'.repeat(701) },
      { RelayState: 'ü' },
      { RelayState: 'x'.repeat(241) },
      { SessionDuration: '8h' },
      { Tags: [{ Key: 'bang!', Value: '' }] },
      { Tags: [{ Key: 'key', Value: 'x'.repeat(257) }] },
      { InstanceArn: `${InstanceArn}0` },
    ]) {
      await expect(create(wrong)).rejects.toMatchObject({ name: 'ValidationException' });
    }
    expect(aws.log.invalid()).toHaveLength(12);
    await create({ Description: 'tab\tline\ncafé', Tags: [{ Key: 'ключ', Value: 'a b/c' }] });
    expect(aws.log.invalid()).toHaveLength(12);
  });

  test('the message names the member and the constraint', async () => {
    const { sso, InstanceArn } = await setup();
    await expect(
      sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn: 'nonsense-arn' })),
    ).rejects.toMatchObject({
      message: textWith(
        /^1 validation error detected: Value 'nonsense-arn' at 'permissionSetArn' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
      ),
    });
    await expect(
      sso.send(new ListPermissionSetsCommand({ InstanceArn: undefined })),
    ).rejects.toMatchObject({
      message: textWith("Value null at 'instanceArn' failed to satisfy constraint"),
    });
    await expect(
      sso.send(
        new TagResourceCommand({
          InstanceArn,
          ResourceArn: InstanceArn.replace('instance', 'permissionSet'),
          Tags: [],
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('Organizations says InvalidInputException with a reason', async () => {
    const { organizations } = await setup();
    await expect(
      organizations.send(new ListAccountsForParentCommand({ ParentId: 'nowhere' })),
    ).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'INVALID_PATTERN' });
    await expect(
      organizations.send(new ListAccountsForParentCommand({ ParentId: 'r-zzzz' })),
    ).rejects.toMatchObject({ name: 'ParentNotFoundException' });
  });

  test('unknown members are refused when strict, ignored as AWS does when not', async () => {
    const on = await setup();
    const refused = await raw(on, '{"Nonsense":1}');
    expect(refused.status).toBe(400);
    expect(refused.headers.get('x-amzn-errortype')).toBe('ValidationException');
    expect(await refused.json()).toMatchObject({ __type: 'ValidationException' });
    on.aws.knobs.strict = false;
    expect((await raw(on, '{"Nonsense":1}')).status).toBe(200);
  });

  test('the protocol itself is checked, and every breach is in the log', async () => {
    const on = await setup();
    const codes = [
      await raw(on, '{'),
      await raw(on, '[]'),
      await raw(on, '{}', { 'content-type': 'application/json' }),
      await raw(on, '{}', { 'x-amz-target': 'SWBExternalService.CreateInstance' }),
      await raw(on, '{}', { 'x-amz-target': 'Nobody.ListInstances' }),
      await raw(on, '{}', { authorization: 'Bearer token' }),
      await raw(on, '{}', { authorization: authorization.replace('/sso/', '/organizations/') }),
    ].map((answer) => answer.headers.get('x-amzn-errortype'));
    expect(codes).toEqual([
      'SerializationException',
      'SerializationException',
      'SerializationException',
      'UnknownOperationException',
      'UnknownOperationException',
      'IncompleteSignatureException',
      'InvalidSignatureException',
    ]);
    expect(on.aws.log.invalid()).toHaveLength(codes.length);
  });
});
