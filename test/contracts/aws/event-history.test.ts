import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateAccountAssignmentCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { setup, smallSeed } from './simulator.ts';

const developers = { group: 'Developers' };
const record = z.looseObject({
  eventName: z.string(),
  requestParameters: z.record(z.string(), z.unknown()).nullable(),
  responseElements: z.record(z.string(), z.looseObject({ requestId: z.string() })).nullable(),
});

async function withTrail(options: Parameters<typeof setup>[0] = {}) {
  const started = await setup(options);
  const client = (accessKeyId = 'AKIAADMINISTRATOR', region = 'eu-west-1'): CloudTrailClient => {
    const made = new CloudTrailClient({
      endpoint: started.aws.url,
      region,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey: 'secret' },
    });
    onTestFinished(() => {
      made.destroy();
    });
    return made;
  };
  const administrator = client();
  const lookUp = async (input: LookupEventsCommandInput = {}, by = administrator) => {
    const { Events = [], NextToken } = await by.send(new LookupEventsCommand(input));
    const records = Events.map((event) => record.parse(JSON.parse(event.CloudTrailEvent ?? '')));
    return { Events, NextToken, records };
  };
  return { ...started, client, lookUp };
}

const named = (AttributeValue: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue }],
});

test('a change over the API is told with who made it and the request that it started', async () => {
  const { sso, row, lookUp } = await withTrail({
    callers: { AKIAADMINISTRATOR: { role: 'apply', session: 'run-7' } },
  });
  await sso.send(
    new ListPermissionSetsCommand({ InstanceArn: row(developers, 'Admin', 'dev').InstanceArn }),
  );
  const input = row(developers, 'Admin', 'dev');
  const sent = await sso.send(new CreateAccountAssignmentCommand(input));
  const { Events, records } = await lookUp();
  expect(Events).toMatchObject([
    {
      EventName: 'CreateAccountAssignment',
      EventSource: 'sso.amazonaws.com',
      ReadOnly: 'false',
      Username: 'run-7',
      EventTime: new Date('2026-01-01T00:00:00Z'),
    },
  ]);
  expect(records).toMatchObject([
    {
      eventTime: '2026-01-01T00:00:00Z',
      userIdentity: {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { userName: 'apply' } },
      },
      requestParameters: {
        instanceArn: input.InstanceArn,
        targetId: input.TargetId,
        permissionSetArn: input.PermissionSetArn,
        principalType: 'GROUP',
        principalId: input.PrincipalId,
      },
      responseElements: {
        accountAssignmentCreationStatus: {
          status: 'IN_PROGRESS',
          requestId: sent.AccountAssignmentCreationStatus?.RequestId,
        },
      },
      readOnly: false,
    },
  ]);
});

test('a change that AWS refused is told with the reason', async () => {
  const { as, row, lookUp } = await withTrail({
    callers: { AKIANOBODY: { role: 'nobody', allow: [] } },
  });
  const { sso } = as('AKIANOBODY');
  const sent = sso.send(new CreateAccountAssignmentCommand(row(developers, 'Admin', 'dev')));
  await expect(sent).rejects.toThrow('not authorized');
  const { records } = await lookUp(named('CreateAccountAssignment'));
  expect(records).toMatchObject([{ errorCode: 'AccessDeniedException', responseElements: null }]);
});

test('what somebody does in the console is theirs, and its end can be asked for', async () => {
  const { aws, sso, row, InstanceArn, lookUp } = await withTrail();
  const { TargetId } = row(developers, 'Developer', 'dev');
  aws.world.as('mallory@example.com').consoleRevoke(developers, 'Developer', 'dev');
  const { Events, records } = await lookUp();
  expect(Events).toMatchObject([
    { EventName: 'DeleteAccountAssignment', Username: 'mallory@example.com' },
  ]);
  expect(records).toMatchObject([
    { requestParameters: { targetId: TargetId }, sessionCredentialFromConsole: 'true' },
  ]);
  const status = await sso.send(
    new DescribeAccountAssignmentDeletionStatusCommand({
      InstanceArn,
      AccountAssignmentDeletionRequestId:
        records[0]?.responseElements?.['accountAssignmentDeletionStatus']?.requestId,
    }),
  );
  expect(status.AccountAssignmentDeletionStatus?.Status).toBe('SUCCEEDED');
});

test('an edit in the console is a call for each part that it changes', async () => {
  const { aws, lookUp } = await withTrail();
  aws.world.consoleEditPolicy(
    'Developer',
    { managedPolicies: ['ReadOnlyAccess'], sessionDuration: 'PT1H' },
    { provision: true },
  );
  const { records } = await lookUp();
  expect(records.map(({ eventName }) => eventName)).toEqual([
    'ProvisionPermissionSet',
    'DetachManagedPolicyFromPermissionSet',
    'AttachManagedPolicyToPermissionSet',
    'UpdatePermissionSet',
  ]);
  const attached = records.find(({ eventName }) => eventName.startsWith('Attach'));
  expect(attached?.requestParameters?.['managedPolicyArn']).toBe(
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
  );
});

test('the older console has names of its own, which say neither account nor permission set', async () => {
  const { aws, row, lookUp } = await withTrail({
    knobs: { behaviour: { consoleCalls: 'legacy' } },
  });
  aws.world.consoleGrant(developers, 'Admin', 'dev');
  aws.world.consoleEditPolicy('Developer', { managedPolicies: [] });
  const { records } = await lookUp();
  expect(records.map(({ eventName }) => eventName)).toEqual([
    'PutPermissionsPolicy',
    'AssociateProfile',
  ]);
  const { PrincipalId: accessorId } = row(developers, 'Admin', 'dev');
  expect(records[1]?.requestParameters).toMatchObject({ accessorId, accessorType: 'GROUP' });
  expect(records[1]?.requestParameters).not.toHaveProperty('permissionSetArn');
});

test('the newest comes first, fifty at a time, and a token goes on with the same question', async () => {
  const { aws, lookUp } = await withTrail();
  for (let index = 0; index < 60; index += 1) {
    aws.world.consoleDescribe('Admin', `version ${index}`);
    if (index % 3 === 0) aws.clock.advance(1000);
  }
  const first = await lookUp(named('UpdatePermissionSet'));
  const rest = await lookUp({ ...named('UpdatePermissionSet'), NextToken: first.NextToken });
  expect([first.Events.length, rest.Events.length, rest.NextToken]).toEqual([50, 10, undefined]);
  const told = [...first.records, ...rest.records].map(
    ({ requestParameters }) => requestParameters?.['description'],
  );
  expect(told).toEqual(Array.from({ length: 60 }, (_, index) => `version ${59 - index}`));
  await expect(lookUp({ NextToken: first.NextToken })).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  });
});

test('a time range and one attribute narrow it, and no more than one may be given', async () => {
  const { aws, lookUp } = await withTrail();
  aws.world.consoleDescribe('Admin', 'first');
  aws.clock.advance(60_000);
  aws.world.as('mallory@example.com').consoleDescribe('Admin', 'second');
  const StartTime = new Date('2026-01-01T00:00:30Z');
  expect((await lookUp({ StartTime })).Events).toHaveLength(1);
  expect((await lookUp({ EndTime: StartTime })).Events).toHaveLength(1);
  const by = { AttributeKey: 'Username', AttributeValue: 'mallory@example.com' } as const;
  expect((await lookUp({ LookupAttributes: [by] })).Events).toHaveLength(1);
  await expect(lookUp({ LookupAttributes: [by, by] })).rejects.toMatchObject({
    name: 'InvalidLookupAttributesException',
  });
  const EndTime = new Date('2026-01-01T00:00:00Z');
  await expect(lookUp({ StartTime, EndTime })).rejects.toMatchObject({
    name: 'InvalidTimeRangeException',
  });
  await expect(lookUp({ MaxResults: 51 })).rejects.toMatchObject({
    name: 'InvalidMaxResultsException',
  });
});

test('an account and Region shows its own calls alone', async () => {
  const seed = { ...smallSeed, delegate: 'identity' };
  const { aws, client, lookUp } = await withTrail({
    seed,
    callers: { AKIADELEGATE: { account: 'identity' } },
  });
  const { state } = aws.world;
  const identity = state.accounts.values().find(({ name }) => name === 'identity')?.id;
  aws.world.consoleDescribe('Admin', 'by the management account');
  aws.world
    .as(`arn:aws:sts::${identity}:assumed-role/Operator/olga`)
    .consoleDescribe('Admin', 'by the delegate');
  const users = async (by: CloudTrailClient) =>
    (await lookUp({}, by)).Events.map(({ Username }) => Username);
  expect(await users(client())).toEqual(['admin@example.com']);
  expect(await users(client('AKIADELEGATE'))).toEqual(['olga']);
  expect(await users(client('AKIAADMINISTRATOR', 'us-east-1'))).toEqual([]);
});

test('events come late and go in the end, as the knobs say', async () => {
  const { aws, lookUp } = await withTrail({
    knobs: { trail: { delivery: 300_000, retention: 3_600_000 } },
  });
  aws.world.consoleDescribe('Admin', 'changed');
  const seen = async () => (await lookUp()).Events.length;
  expect(await seen()).toBe(0);
  aws.clock.advance(300_000);
  expect(await seen()).toBe(1);
  aws.clock.advance(3_600_000);
  expect(await seen()).toBe(0);
});

test('more than two look-ups a second are throttled, and each account has its own two', async () => {
  const { client, lookUp } = await withTrail({
    seed: { ...smallSeed, delegate: 'identity' },
    callers: { AKIADELEGATE: { account: 'identity' } },
    knobs: { throttle: { lookupEvents: { perSecond: 2, burst: 2 } } },
  });
  await lookUp();
  await lookUp();
  await expect(lookUp()).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect((await lookUp({}, client('AKIADELEGATE'))).Events).toEqual([]);
});
