import { expect, test } from 'vitest';
import { textWith } from '../../contracts/aws/simulator.ts';
import { connect, type ConnectOptions } from './support/connect.ts';

const startAt = '2026-03-01T12:00:00.000Z';
const question = {
  names: ['CreateAccountAssignment', 'DeleteAccountAssignment', 'UpdatePermissionSet'],
  since: '2026-03-01T00:00:00.000Z',
};

/** A history of the console, and what the reader finds of it. */
async function history(options: ConnectOptions = {}) {
  // The reader waits no longer than half a minute, which must last on a busy machine.
  const connected = await connect({ clock: { scale: 5, startAt }, ...options });
  const { aws, readers } = connected;
  const now = (): string => new Date(aws.clock.now()).toISOString();
  const lookUp = (asked: Partial<typeof question> = {}) =>
    readers.trail.lookUp({ ...question, until: now(), ...asked });
  return { ...connected, lookUp };
}

test('tells who changed what in the console, newest first, and how far back it looked', async () => {
  const { aws, lookUp, groupId, accountId, setArn } = await history();
  aws.world.as('mallory@example.com').consoleGrant({ group: 'Developers' }, 'Admin', 'prod');
  aws.clock.advance(60_000);
  aws.world.consoleDescribe('Admin', 'All of it');
  const { events, reach } = await lookUp();
  expect(events).toMatchObject([
    { name: 'UpdatePermissionSet', actor: { name: 'admin@example.com' }, requestId: null },
    {
      name: 'CreateAccountAssignment',
      actor: { name: 'mallory@example.com', console: true, from: '198.51.100.7' },
      errorCode: null,
      request: {
        principalId: groupId('Developers'),
        permissionSetArn: setArn('Admin'),
        targetId: accountId('prod'),
      },
    },
  ]);
  expect(events[1]?.at).toMatch(/^2026-03-01T12:0\d:\d\d\.000Z$/);
  expect(reach).toEqual({ since: question.since, why: null });
});

test('tells how an assignment that was asked for ended, and null once AWS has forgotten it', async () => {
  const { aws, lookUp, readers, instance } = await history();
  aws.world.consoleGrant({ group: 'Developers' }, 'Admin', 'prod');
  const { events } = await lookUp();
  const requestId = events[0]?.requestId ?? '';
  expect(await readers.trail.outcomeOf(instance, 'creation', requestId)).toEqual({
    status: 'succeeded',
  });
  aws.knobs.durations.requestRetention = 1000;
  aws.clock.advance(60_000);
  expect(await readers.trail.outcomeOf(instance, 'creation', requestId)).toBeNull();
  expect(await readers.trail.outcomeOf(instance, 'deletion', requestId)).toBeNull();
});

test('tells our own writes by the session that made them, refused ones with the error', async () => {
  const { aws, lookUp, writers, instance, setArn } = await history({
    callers: { AKIAADMINISTRATOR: { role: 'apply', session: 'run-7', deny: ['sso:Update*'] } },
  });
  const scalars = { description: 'New', sessionDuration: 3600, relayState: null };
  const write = writers.identityCenter.updatePermissionSet(instance, setArn('Admin'), scalars);
  await expect(write).rejects.toMatchObject({ kind: 'access-denied' });
  expect((await lookUp()).events).toMatchObject([
    {
      actor: {
        name: 'run-7',
        arn: textWith(':assumed-role/apply/'),
        console: false,
      },
      errorCode: 'AccessDeniedException',
    },
  ]);
  expect(aws.log.invalid()).toEqual([]);
});

test('goes on to the next page of each name', async () => {
  const { aws, lookUp } = await history();
  for (let index = 0; index < 120; index += 1) {
    aws.world.consoleDescribe('Admin', `version ${index}`);
    aws.clock.advance(1000);
  }
  const { events, reach } = await lookUp({ names: ['UpdatePermissionSet'] });
  expect([events.length, reach.why]).toEqual([120, null]);
});

test('says that CloudTrail keeps ninety days only', async () => {
  const { lookUp } = await history();
  const { reach } = await lookUp({ since: '2025-06-01T00:00:00.000Z' });
  expect(reach.why).toContain('90 days');
  expect(Date.parse(reach.since)).toBeGreaterThanOrEqual(Date.parse('2025-12-01T12:00:00.000Z'));
});

test('rejects where the role may not read it', async () => {
  const { lookUp } = await history({
    callers: { AKIAADMINISTRATOR: { deny: ['cloudtrail:LookupEvents'] } },
  });
  await expect(lookUp()).rejects.toMatchObject({
    kind: 'access-denied',
    action: 'cloudtrail:LookupEvents',
  });
});

test('keeps what it has read where a later page fails', async () => {
  const { aws, lookUp } = await history();
  aws.world.consoleGrant({ group: 'Developers' }, 'Admin', 'prod');
  aws.faults.add({
    operation: 'LookupEvents',
    calls: { from: 2 },
    effect: { kind: 'access-denied' },
  });
  const { events, reach } = await lookUp();
  expect(events).toHaveLength(1);
  expect(reach.since).not.toBe(question.since);
  expect(reach.why).toContain('cloudtrail:LookupEvents');
});

test('asks no faster than CloudTrail answers an account', async () => {
  const { aws, lookUp } = await history({ throttled: true });
  await lookUp({ names: ['A', 'B', 'C', 'D', 'E', 'F'] });
  expect(aws.log.of('LookupEvents')).toHaveLength(6);
  expect(aws.log.throttles()).toEqual([]);
});
