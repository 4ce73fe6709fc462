import { describe, expect, test } from 'vitest';
import { isInstanceArn } from '../../../src/core/model/ids.ts';
import type { AttributesWrite } from '../../../src/ports/identity-center-write.ts';
import { type Connected, type ConnectOptions, connect } from './support/connect.ts';
import { containing } from './support/matching.ts';
import { serveAnswers } from './support/serve-answers.ts';

const arn = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
if (!isInstanceArn(arn)) throw new Error('not an ARN');

const attributes = { 'Cost Center': 'x', Department: '${path:enterprise.department}' };
const create: AttributesWrite = { call: 'create', attributes };
const atOnce: ConnectOptions = { knobs: { durations: { accessControlCreation: 0 } } };
const operation = (verb: string): string => `${verb}InstanceAccessControlAttributeConfiguration`;

function calls({ readers, writers, instance }: Connected) {
  return {
    read: () => readers.identityCenter.readAccessControlAttributes(instance),
    write: (write: AttributesWrite) =>
      writers.identityCenter.writeAccessControlAttributes(instance, write),
  };
}

describe('attributes for access control', () => {
  test('are created, updated and deleted, and read as AWS holds them', async () => {
    const on = await connect(atOnce);
    const { read, write } = calls(on);
    expect(await read()).toEqual({ status: 'absent' });
    await write(create);
    expect(await read()).toEqual({ status: 'enabled', attributes });
    await write({ call: 'update', attributes: {} });
    expect(await read()).toEqual({ status: 'enabled', attributes: {} });
    await write({ call: 'delete' });
    expect(await read()).toEqual({ status: 'absent' });
    expect(on.aws.log.invalid()).toEqual([]);
  });

  test('are being created while AWS is at it, and failed with its reason', async () => {
    const on = await connect(atOnce);
    const { read, write } = calls(on);
    on.aws.faults.add({
      operation: operation('Create'),
      calls: { nth: 1 },
      effect: { kind: 'async-failed', reason: 'No role could be changed.' },
    });
    await write(create);
    expect(await read()).toEqual({ status: 'failed', reason: 'No role could be changed.' });
    await write({ call: 'delete' });
    on.aws.faults.add({ operation: operation('Create'), effect: { kind: 'async-stuck' } });
    await write(create);
    expect(await read()).toEqual({ status: 'creating', attributes });
  });

  test('cannot be created where they are, nor changed or deleted where they are not', async () => {
    const { write } = calls(await connect(atOnce));
    await expect(write({ call: 'update', attributes })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(write({ call: 'delete' })).rejects.toMatchObject({ kind: 'not-found' });
    await write(create);
    await expect(write(create)).rejects.toMatchObject({
      kind: 'conflict',
      action: `sso:${operation('Create')}`,
    });
  });

  test('wait while AWS is at something else, and slow down when throttled', async () => {
    const on = await connect(atOnce);
    const { read, write } = calls(on);
    on.aws.faults.add({
      operation: operation('Create'),
      calls: { nth: 1 },
      effect: { kind: 'conflict' },
    });
    on.aws.faults.add({
      operation: operation('Create'),
      calls: { nth: 2 },
      effect: { kind: 'throttle' },
    });
    await write(create);
    expect(await read()).toMatchObject({ status: 'enabled' });
  });

  test.each([['Create'], ['Delete']])(
    'whose %s may have happened are told so, and not written twice',
    async (verb) => {
      const on = await connect(atOnce);
      const { write } = calls(on);
      if (verb === 'Delete') await write(create);
      on.aws.faults.add({ operation: operation(verb), effect: { kind: 'answer-lost' } });
      const lost = write(verb === 'Create' ? create : { call: 'delete' });
      await expect(lost).rejects.toMatchObject({ kind: 'answer-lost' });
      expect(on.aws.log.of(operation(verb))).toHaveLength(1);
    },
  );

  test('that this role may not read are told with the action that is missing', async () => {
    const action = `sso:${operation('Describe')}`;
    const on = await connect({
      callers: {
        AKIAADMINISTRATOR: {
          role: 'Plan',
          policies: [
            {
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', NotAction: action, Resource: '*' },
            },
          ],
        },
      },
    });
    await expect(calls(on).read()).rejects.toMatchObject({
      kind: 'access-denied',
      help: containing(`allows ${action} to role Plan`),
    });
  });

  test.each([
    ['no status', {}],
    ['a status that nobody knows', { Status: 'PAUSED' }],
    [
      'two sources',
      {
        Status: 'ENABLED',
        InstanceAccessControlAttributeConfiguration: {
          AccessControlAttributes: [{ Key: 'a', Value: { Source: ['x', 'y'] } }],
        },
      },
    ],
  ])('are not guessed from an answer with %s', async (_what, answer) => {
    const { readers } = await serveAnswers({ [operation('Describe')]: [answer] });
    const reading = readers.identityCenter.readAccessControlAttributes(arn);
    await expect(reading).rejects.toMatchObject({ kind: 'bad-answer' });
  });
});
