import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  ListInstancesCommand,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import type { FaultEffect } from '../../../src/simulator/aws/faults.ts';
import { setup } from './simulator.ts';

const auditors = { group: 'Auditors' } as const;

describe('injected faults', () => {
  test('errors of every kind, then all is well again', async () => {
    const { aws, sso, organizations } = await setup();
    const list = () => sso.send(new ListInstancesCommand({}));
    const cases: [FaultEffect, object][] = [
      [{ kind: 'throttle' }, { name: 'ThrottlingException', message: 'Rate exceeded' }],
      [
        { kind: 'internal-error' },
        { name: 'InternalServerException', $metadata: { httpStatusCode: 500 } },
      ],
      [
        { kind: 'conflict' },
        { name: 'ConflictException', message: 'There is a conflicting operation in process.' },
      ],
      [{ kind: 'access-denied' }, { name: 'AccessDeniedException' }],
      [
        { kind: 'error', code: 'ExpiredTokenException', message: 'The security token is expired' },
        { name: 'ExpiredTokenException', message: 'The security token is expired' },
      ],
    ];
    for (const [effect, error] of cases) {
      aws.faults.add({ operation: 'ListInstances', effect });
      await expect(list()).rejects.toMatchObject(error);
      aws.faults.clear();
      await list();
    }
    aws.faults.add({ service: 'organizations', operation: '*', effect: { kind: 'throttle' } });
    await expect(organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
    await list();
    // What was injected is neither an invalid request nor the client going too fast.
    expect(aws.log.invalid()).toEqual([]);
    expect(aws.log.throttles()).toEqual([]);
  });

  test('by number of call, by range, every so often, and by input', async () => {
    const { aws, sso } = await setup();
    const failing = async (calls: number): Promise<number[]> => {
      const failed: number[] = [];
      for (let call = 1; call <= calls; call += 1) {
        await sso.send(new ListInstancesCommand({ MaxResults: call })).catch(() => {
          failed.push(call);
        });
      }
      aws.faults.clear();
      return failed;
    };
    const effect = { kind: 'internal-error' } as const;
    const operation = 'ListInstances';
    aws.faults.add({ operation, calls: { nth: 2 }, effect });
    expect(await failing(5)).toEqual([2]);
    aws.faults.add({ operation, calls: { nth: [1, 4] }, effect });
    expect(await failing(5)).toEqual([1, 4]);
    aws.faults.add({ operation, calls: { from: 3, to: 4 }, effect });
    expect(await failing(5)).toEqual([3, 4]);
    aws.faults.add({ operation, calls: { every: 2 }, effect });
    expect(await failing(5)).toEqual([2, 4]);
    aws.faults.add({ operation, input: { MaxResults: 5 }, effect });
    expect(await failing(6)).toEqual([5]);
  });

  test('the connection breaks before anything is done, or after', async () => {
    const { aws, sso, row } = await setup();
    const create = (account: string) =>
      sso.send(new CreateAccountAssignmentCommand(row(auditors, 'Developer', account)));
    const operation = 'CreateAccountAssignment';
    aws.faults.add({ operation, calls: { nth: 1 }, effect: { kind: 'connection-reset' } });
    aws.faults.add({ operation, calls: { nth: 2 }, effect: { kind: 'answer-lost' } });
    aws.faults.add({
      operation,
      calls: { nth: 3 },
      effect: { kind: 'answer-lost', as: 'internal-error' },
    });
    await expect(create('dev')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await aws.settled();
    expect(aws.history()).toEqual([]);
    await expect(create('dev')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(create('prod')).rejects.toMatchObject({ name: 'InternalServerException' });
    await aws.settled();
    expect(aws.history()).toHaveLength(2);
  });

  test('no answer, a late answer, half an answer', async () => {
    const { aws, sso } = await setup({ clock: { scale: 100 } });
    const operation = 'ListInstances';
    aws.faults.add({ operation, calls: { nth: 1 }, effect: { kind: 'hang' } });
    aws.faults.add({ operation, calls: { nth: 2 }, effect: { kind: 'hang', forMs: 1000 } });
    aws.faults.add({ operation, calls: { nth: 3 }, effect: { kind: 'slow', byMs: 2000 } });
    aws.faults.add({ operation, calls: { nth: 4 }, effect: { kind: 'malformed-body' } });
    await expect(
      sso.send(new ListInstancesCommand({}), { abortSignal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await expect(sso.send(new ListInstancesCommand({}))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    const before = aws.clock.now();
    await sso.send(new ListInstancesCommand({}));
    expect(aws.clock.now() - before).toBeGreaterThanOrEqual(2000);
    await expect(sso.send(new ListInstancesCommand({}))).rejects.toThrow(SyntaxError);
    expect(aws.log.of(operation).map((one) => one.outcome.kind)).toEqual([
      'no-answer',
      'no-answer',
      'answered',
      'answered',
    ]);
  });

  test('an accepted request fails later, or never ends', async () => {
    const { aws, sso, row, grant, InstanceArn } = await setup();
    const operation = 'CreateAccountAssignment';
    const reason = 'An unexpected internal service exception was encountered';
    aws.faults.add({ operation, calls: { nth: 1 }, effect: { kind: 'async-failed', reason } });
    aws.faults.add({ operation, calls: { nth: 2 }, effect: { kind: 'async-stuck' } });
    expect(await grant(auditors, 'Developer', 'dev')).toMatchObject({
      Status: 'FAILED',
      FailureReason: reason,
    });
    const stuck = await sso.send(
      new CreateAccountAssignmentCommand(row(auditors, 'Developer', 'dev')),
    );
    aws.clock.advance(3_600_000);
    const status = await sso.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn,
        AccountAssignmentCreationRequestId: stuck.AccountAssignmentCreationStatus?.RequestId,
      }),
    );
    expect(status.AccountAssignmentCreationStatus?.Status).toBe('IN_PROGRESS');
    expect(aws.history()).toEqual([]);
  });
});
