import { expect, test } from 'vitest';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import { type Connected, connect, seed } from './support/connect.ts';
import { containing, matching } from './support/matching.ts';

function grant(on: Connected, group: string, set: string, account: string): LiveAssignment {
  return {
    accountId: on.accountId(account),
    permissionSetArn: on.setArn(set),
    principalType: 'GROUP',
    principalId: on.groupId(group),
  };
}

test('makes a permission set with all there is, reads it back, and takes it away', async () => {
  const { writers, readers, instance } = await connect();
  const write = writers.identityCenter;
  const scalars = { description: 'A', sessionDuration: 5400, relayState: 'https://example.com/' };
  const arn = await write.createPermissionSet(instance, 'New', scalars, { team: 'a' });
  const policy = '{"Statement":[],"Version":"2012-10-17"}';
  const managed = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await write.attachManagedPolicy(instance, arn, managed);
  await write.attachCustomerManagedPolicy(instance, arn, { name: 'Deploy', path: '/t/' });
  await write.putInlinePolicy(instance, arn, policy);
  await write.putPermissionsBoundary(instance, arn, { kind: 'aws-managed', arn: managed });
  await write.tag(instance, arn, { team: 'b', more: 'c' });
  await write.untag(instance, arn, ['more']);
  await write.updatePermissionSet(instance, arn, { ...scalars, relayState: null });
  expect(await readers.identityCenter.describePermissionSet(instance, arn)).toMatchObject({
    name: 'New',
    description: 'A',
    sessionDuration: 5400,
    relayState: null,
  });
  expect(await readers.identityCenter.readPermissionSetDetails(instance, arn)).toEqual({
    managedPolicies: [managed],
    customerManagedPolicies: [{ name: 'Deploy', path: '/t/' }],
    inlinePolicy: policy,
    permissionsBoundary: { kind: 'aws-managed', arn: managed },
    tags: { team: 'b' },
  });
  await write.detachManagedPolicy(instance, arn, managed);
  await write.detachCustomerManagedPolicy(instance, arn, { name: 'Deploy', path: '/t/' });
  await write.deleteInlinePolicy(instance, arn);
  await write.deletePermissionsBoundary(instance, arn);
  await write.deletePermissionSet(instance, arn);
  expect(await readers.identityCenter.describePermissionSet(instance, arn)).toBeNull();
});

test('grants, provisions and revokes to the end of the request', async () => {
  const on = await connect();
  const { aws, writers, readers, instance, setArn, accountId } = on;
  const assignment = grant(on, 'Auditors', 'Admin', 'identity');
  const write = writers.identityCenter;
  expect(await write.createAssignment(instance, assignment)).toEqual({ status: 'succeeded' });
  const read = () =>
    readers.identityCenter.listAssignments(instance, setArn('Admin'), accountId('identity'));
  expect(await read()).toEqual([assignment]);
  aws.world.consoleEditPolicy('Admin', { managedPolicies: ['ReadOnlyAccess'] });
  const stale = () =>
    readers.identityCenter.listProvisionedAccounts(instance, setArn('Admin'), 'stale');
  expect(await write.provision(instance, setArn('Admin'), accountId('identity'))).toEqual({
    status: 'succeeded',
  });
  expect(await stale()).toHaveLength(3);
  expect(await write.provision(instance, setArn('Admin'), 'all-provisioned')).toEqual({
    status: 'succeeded',
  });
  expect(await stale()).toEqual([]);
  expect(await write.deleteAssignment(instance, assignment)).toEqual({ status: 'succeeded' });
  expect(await read()).toEqual([]);
  expect(aws.log.invalid()).toEqual([]);
});

test('says why AWS failed, word for word', async () => {
  const on = await connect();
  const missing = grant(on, 'Developers', 'Full', 'identity');
  expect(await on.writers.identityCenter.createAssignment(on.instance, missing)).toMatchObject({
    status: 'failed',
    reason: containing('Not supported policy'),
  });
  const none = grant(on, 'Auditors', 'Developer', 'dev');
  expect(await on.writers.identityCenter.deleteAssignment(on.instance, none)).toMatchObject({
    status: 'failed',
    reason: containing("EntitlementItem doesn't exist"),
  });
});

test('gives up waiting after ten minutes', async () => {
  const on = await connect({ scale: 1000 });
  on.aws.faults.add({ operation: 'CreateAccountAssignment', effect: { kind: 'async-stuck' } });
  const started = on.clock.now();
  const outcome = await on.writers.identityCenter.createAssignment(
    on.instance,
    grant(on, 'Auditors', 'Admin', 'dev'),
  );
  expect(outcome).toMatchObject({ status: 'unfinished', requestId: matching(/-/) });
  expect(on.clock.now() - started).toBeGreaterThanOrEqual(600_000);
});

test('an aborted signal starts nothing new and finishes what AWS accepted', async () => {
  const cancel = new AbortController();
  const on = await connect({ signal: cancel.signal, scale: 20 });
  const write = on.writers.identityCenter;
  const first = write.createAssignment(on.instance, grant(on, 'Auditors', 'Admin', 'dev'));
  const second = write.createAssignment(on.instance, grant(on, 'Developers', 'Admin', 'dev'));
  const refused = second.catch((error: unknown) => error);
  await expect.poll(() => on.aws.log.of('CreateAccountAssignment').length, { interval: 1 }).toBe(1);
  cancel.abort();
  expect(await refused).toMatchObject({ kind: 'cancelled' });
  expect(await first).toEqual({ status: 'succeeded' });
  expect(on.aws.log.of('CreateAccountAssignment')).toHaveLength(1);
});

test('an aborted deadline ends the wait', async () => {
  const deadline = new AbortController();
  const on = await connect({ deadline: deadline.signal });
  on.aws.faults.add({ operation: 'CreateAccountAssignment', effect: { kind: 'async-stuck' } });
  const writing = on.writers.identityCenter.createAssignment(
    on.instance,
    grant(on, 'Auditors', 'Admin', 'dev'),
  );
  await expect
    .poll(() => on.aws.log.of('DescribeAccountAssignmentCreationStatus').length, { interval: 5 })
    .toBeGreaterThan(1);
  deadline.abort();
  expect(await writing).toMatchObject({ status: 'unfinished' });
});

test.each(['CreateAccountAssignment', 'DeleteAccountAssignment', 'ProvisionPermissionSet'])(
  'a lost answer to %s is told, not repeated',
  async (operation) => {
    for (const as of ['connection-reset', 'internal-error'] as const) {
      const on = await connect();
      on.aws.faults.add({ operation, effect: { kind: 'answer-lost', as } });
      const write = on.writers.identityCenter;
      const admins = grant(on, 'Admins', 'Admin', 'dev');
      const writes = {
        CreateAccountAssignment: () => write.createAssignment(on.instance, admins),
        DeleteAccountAssignment: () => write.deleteAssignment(on.instance, admins),
        ProvisionPermissionSet: () =>
          write.provision(on.instance, on.setArn('Admin'), on.accountId('dev')),
      };
      const lost = Object.entries(writes).find(([name]) => name === operation)?.[1];
      await expect(lost?.()).rejects.toMatchObject({
        kind: 'answer-lost',
        action: `sso:${operation}`,
      });
      expect(on.aws.log.of(operation)).toHaveLength(1);
    }
  },
);

test('half an answer to a write is a lost answer; a server error to a put is tried again', async () => {
  const { aws, writers, instance, setArn } = await connect();
  const scalars = { description: null, sessionDuration: 3600, relayState: null };
  aws.faults.add({ operation: 'CreatePermissionSet', effect: { kind: 'malformed-body' } });
  const creating = writers.identityCenter.createPermissionSet(instance, 'New', scalars, {});
  await expect(creating).rejects.toMatchObject({ kind: 'answer-lost' });
  const once = { nth: 1 };
  aws.faults.add({
    operation: 'UpdatePermissionSet',
    calls: once,
    effect: { kind: 'internal-error' },
  });
  await writers.identityCenter.updatePermissionSet(instance, setArn('Admin'), scalars);
  expect(aws.log.of('UpdatePermissionSet')).toHaveLength(2);
});

test('throttled and transiently conflicting writes are sent again', async () => {
  const on = await connect();
  const once = { nth: 1 };
  const operation = 'CreateAccountAssignment';
  on.aws.faults.add({ operation, calls: once, effect: { kind: 'throttle' } });
  on.aws.faults.add({ operation, calls: { nth: 2 }, effect: { kind: 'conflict' } });
  const assignment = grant(on, 'Auditors', 'Admin', 'dev');
  const outcome = await on.writers.identityCenter.createAssignment(on.instance, assignment);
  expect(outcome).toEqual({ status: 'succeeded' });
  expect(on.aws.log.of(operation)).toHaveLength(3);
});

test('what AWS refuses for good is refused at once, with its reason', async () => {
  const on = await connect();
  const write = on.writers.identityCenter;
  const scalars = { description: null, sessionDuration: 3600, relayState: null };
  await expect(write.createPermissionSet(on.instance, 'Admin', scalars, {})).rejects.toMatchObject({
    kind: 'conflict',
  });
  await expect(write.deletePermissionSet(on.instance, on.setArn('Admin'))).rejects.toMatchObject({
    kind: 'conflict',
  });
  const refused = write.createPermissionSet(on.instance, 'no spaces', scalars, {});
  await expect(refused).rejects.toMatchObject({ kind: 'invalid' });
  expect(on.events).toHaveLength(3);
});

test('polls go on where polls fail', async () => {
  const on = await connect();
  const operation = 'DescribeAccountAssignmentCreationStatus';
  on.aws.faults.add({ operation, calls: { nth: 1 }, effect: { kind: 'connection-reset' } });
  on.aws.faults.add({ operation, calls: { nth: 2 }, effect: { kind: 'malformed-body' } });
  const assignment = grant(on, 'Auditors', 'Admin', 'dev');
  const outcome = await on.writers.identityCenter.createAssignment(on.instance, assignment);
  expect(outcome).toEqual({ status: 'succeeded' });
});

test('an end that may not be read is a lost answer, with the help for the poll', async () => {
  const action = 'sso:DescribeAccountAssignmentCreationStatus';
  const on = await connect({
    callers: {
      AKIAADMINISTRATOR: {
        role: 'Apply',
        policies: [
          {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', NotAction: action, Resource: '*' },
          },
        ],
      },
    },
  });
  const assignment = grant(on, 'Auditors', 'Admin', 'dev');
  const writing = on.writers.identityCenter.createAssignment(on.instance, assignment);
  await expect(writing).rejects.toMatchObject({
    kind: 'answer-lost',
    action: 'sso:CreateAccountAssignment',
    help: `attach a policy that allows ${action} to role Apply`,
  });
});

test('a delegated administrator is told what is out of reach', async () => {
  const on = await connect({
    seed: { ...seed, delegate: 'identity' },
    callers: { AKIAADMINISTRATOR: { account: 'identity', role: 'Delegate' } },
  });
  const assignment = grant(on, 'Auditors', 'Admin', 'dev');
  const writing = on.writers.identityCenter.createAssignment(on.instance, assignment);
  await expect(writing).rejects.toMatchObject({
    kind: 'access-denied',
    message: containing('role Delegate'),
  });
});
