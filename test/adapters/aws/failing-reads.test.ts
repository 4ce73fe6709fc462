import { expect, test } from 'vitest';
import type { FaultEffect } from '../../../src/simulator/aws/faults.ts';
import { connect } from './support/connect.ts';
import { containing, matching } from './support/matching.ts';

test.each<[string, FaultEffect]>([
  ['throttling', { kind: 'throttle' }],
  [
    'too much at once',
    {
      kind: 'throttle',
      message: 'There are too many requests processing. Please try again later.',
    },
  ],
  ['a server error', { kind: 'internal-error' }],
  ['a reset connection', { kind: 'connection-reset' }],
  ['no answer', { kind: 'hang' }],
  ['half an answer', { kind: 'malformed-body' }],
  ['a transient conflict', { kind: 'conflict' }],
])('a read outlasts %s', async (_, effect) => {
  const { aws, readers, instance, events } = await connect();
  aws.faults.add({ operation: 'ListPermissionSets', calls: { nth: [1, 2] }, effect });
  expect(await readers.identityCenter.listPermissionSets(instance)).toHaveLength(3);
  expect(events.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(events.at(-1)?.outcome).toBe('succeeded');
});

test('a read gives up within its bound, and says what happened where', async () => {
  const { aws, readers, instance, clock } = await connect();
  aws.faults.add({ operation: 'ListPermissionSets', effect: { kind: 'internal-error' } });
  const started = clock.now();
  await expect(readers.identityCenter.listPermissionSets(instance)).rejects.toMatchObject({
    kind: 'unavailable',
    action: 'sso:ListPermissionSets',
    message: matching(
      /^sso:ListPermissionSets in eu-west-1: no good answer after 8 tries \(InternalServerException/,
    ),
  });
  expect(clock.now() - started).toBeLessThan(150_000);
});

test('a permanent conflict is not tried again', async () => {
  const { aws, readers, instance, events } = await connect();
  const effect = { kind: 'conflict', message: 'PermissionSet with name X already exists' } as const;
  aws.faults.add({ operation: 'ListPermissionSets', effect });
  const reading = readers.identityCenter.listPermissionSets(instance);
  await expect(reading).rejects.toMatchObject({ kind: 'conflict' });
  expect(events).toHaveLength(1);
});

test('waits as long as the identity store asks', async () => {
  const { readers, identityStoreId, clock, aws } = await connect();
  aws.faults.add({
    operation: 'ListGroups',
    calls: { nth: 1 },
    effect: { kind: 'throttle' },
  });
  const started = clock.now();
  expect(await readers.identityStore.listGroups(identityStoreId)).toHaveLength(3);
  expect(clock.now() - started).toBeGreaterThanOrEqual(500);
});

test('access denied names the action, the role, the Region and what to attach', async () => {
  const { readers, instance } = await connect({
    callers: {
      AKIAADMINISTRATOR: {
        role: 'PlanRole',
        policies: [
          {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', NotAction: 'sso:ListPermissionSets', Resource: '*' },
          },
        ],
      },
    },
  });
  await expect(readers.identityCenter.listPermissionSets(instance)).rejects.toMatchObject({
    kind: 'access-denied',
    action: 'sso:ListPermissionSets',
    message: matching(/sso:ListPermissionSets in eu-west-1: denied to role PlanRole of \d{12}/),
    help: 'attach a policy that allows sso:ListPermissionSets to role PlanRole',
  });
});

test('missing credentials point to the step that gets them', async () => {
  const { readers } = await connect({
    environment: {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  await expect(readers.identityCenter.listInstances()).rejects.toMatchObject({
    kind: 'credentials',
    help: containing('aws-actions/configure-aws-credentials'),
  });
});

test('expired credentials are not tried again', async () => {
  const { aws, readers, events } = await connect();
  const message = 'The security token included in the request is expired';
  aws.faults.add({
    operation: 'ListInstances',
    effect: { kind: 'error', code: 'ExpiredTokenException', message },
  });
  await expect(readers.identityCenter.listInstances()).rejects.toMatchObject({
    kind: 'credentials',
    help: containing('ran out'),
  });
  expect(events).toHaveLength(1);
});

test('an unreachable host is named with its Region', async () => {
  const { readers } = await connect({
    environment: { AWS_ENDPOINT_URL_SSO_ADMIN: 'http://127.0.0.1:1' },
    region: 'eu-central-1',
  });
  await expect(readers.identityCenter.listInstances()).rejects.toMatchObject({
    kind: 'unavailable',
    message: containing('in eu-central-1: 127.0.0.1:1 cannot be reached, after 6 tries'),
    help: containing("check that eu-central-1 is Identity Center's home Region"),
  });
});

test('an aborted signal ends reads that wait for an answer, a turn or another try', async () => {
  const cancel = new AbortController();
  const { aws, readers, instance, setArn } = await connect({
    signal: cancel.signal,
    throttled: true,
  });
  aws.faults.add({ operation: 'ListPermissionSets', effect: { kind: 'hang' } });
  aws.faults.add({
    operation: 'ListAccountsForProvisionedPermissionSet',
    effect: { kind: 'throttle' },
  });
  const { identityCenter } = readers;
  const reads = [
    identityCenter.listPermissionSets(instance),
    identityCenter.listProvisionedAccounts(instance, setArn('Admin'), 'all'),
    ...Array.from({ length: 50 }, () =>
      identityCenter.describePermissionSet(instance, setArn('Admin')),
    ),
  ];
  const ended = Promise.all(reads.map((read) => read.catch((error: unknown) => error)));
  setTimeout(() => cancel.abort(new Error('SIGINT')), 10);
  const cancelled: unknown = expect.objectContaining({ kind: 'cancelled' });
  const answers = await ended;
  expect(answers.slice(0, 2)).toEqual([cancelled, cancelled]);
  expect(answers.at(-1)).toEqual(cancelled);
});

test('keeps under the limit of the service', async () => {
  const { aws, readers, instance, setArn } = await connect({ throttled: true, scale: 2 });
  const arn = setArn('Admin');
  await Promise.all(
    Array.from({ length: 60 }, () => readers.identityCenter.describePermissionSet(instance, arn)),
  );
  // None on a quiet machine; on a busy one requests may bunch up on the way.
  expect(aws.log.throttles().length).toBeLessThan(4);
});

test('converges where others use half of the limit', async () => {
  const { aws, readers, instance, setArn, progress } = await connect({
    throttled: true,
    scale: 10,
    knobs: { throttle: { 'sso-admin': { perSecond: 5, burst: 5 } } },
  });
  const arn = setArn('Admin');
  const reads = Array.from({ length: 60 }, () =>
    readers.identityCenter.describePermissionSet(instance, arn),
  );
  expect(await Promise.all(reads)).toHaveLength(60);
  expect(aws.log.throttles().length).toBeGreaterThan(0);
  expect(progress[0]).toMatch(
    /^AWS throttles sso-admin: slowing down to \d+\.\d requests a second$/,
  );
});
