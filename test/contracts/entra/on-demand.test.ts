import { expect, test } from 'vitest';
import { federate } from './federation.ts';
import { awsApp, errorOf, smallSeed, textWith } from './tenant.ts';

const success = { result: 'Success', details: {} };
const redundant = { result: 'Skipped', details: { errorCode: 'RedundantExport' } };
const notEntitled = { result: 'Skipped', details: { errorCode: 'NotEffectivelyEntitled' } };
const all = { ...smallSeed, enterpriseApps: { [awsApp]: { assigned: ['Admins', 'Developers'] } } };

test('a group that was provisioned on demand is there when AWS is asked', async () => {
  const { provision, listed, members, groupId, aws } = await federate();
  expect(await listed()).toEqual({});
  expect(await provision('Admins')).toEqual(success);
  expect(await listed()).toEqual({
    Admins: { id: textWith(/^[\da-f-]{36,47}$/), externalId: groupId('Admins') },
  });
  expect(members()).toEqual({ Admins: [] });
  expect(await provision('Admins', ['ada@example.com'])).toEqual(success);
  expect(members()).toEqual({ Admins: ['ada@example.com'] });
  expect(aws.world.dump().users).toMatchObject([{ name: 'ada@example.com' }]);
});

test('what matches already is skipped, and a rename keeps the id', async () => {
  const { provision, listed, entra } = await federate();
  await provision('Admins');
  expect(await provision('Admins')).toMatchObject(redundant);
  const before = await listed();
  entra.world.renameGroup('Admins', 'Administrators');
  expect(await provision('Admins')).toEqual(success);
  expect(await listed()).toEqual({ Administrators: before['Admins'] });
});

test('a group that AWS has by that name is taken over, whatever external id it had', async () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const { provision, listed, groupId } = await federate({
    aws: { groups: { Admins: { externalId: null, id } } },
  });
  expect(await provision('Admins')).toEqual(success);
  expect(await listed()).toEqual({ Admins: { id, externalId: groupId('Admins') } });
});

test('only members who are asked for, are direct and are people, come along', async () => {
  const { provision, members } = await federate({ seed: all });
  await provision('Developers', ['ada@example.com', 'bob@example.com']);
  expect(members()).toEqual({ Developers: ['ada@example.com'] });
});

test('what is not assigned, or not security-enabled, is skipped', async () => {
  const { provision, listed, entra } = await federate();
  expect(await provision('Developers')).toMatchObject(notEntitled);
  entra.world.changeGroup('Admins', { securityEnabled: false });
  expect(await provision('Admins')).toMatchObject({
    result: 'Skipped',
    details: {
      errorMessage: textWith("The Group 'Admins' will be skipped. This object is not assigned"),
    },
  });
  expect(await listed()).toEqual({});
});

test('an assignment takes a while to count', async () => {
  const knobs = { provisioning: { assignmentFreshnessMs: 120_000 } };
  const { provision, entra } = await federate({ knobs });
  entra.world.assign('Developers');
  expect(await provision('Developers')).toMatchObject(notEntitled);
  entra.clock.advance(120_000);
  expect(await provision('Developers')).toEqual(success);
});

test('what arrives late is answered first', async () => {
  const { provision, listed, entra } = await federate({
    knobs: { provisioning: { onDemandDelayMs: 30_000 } },
  });
  expect(await provision('Admins')).toEqual(success);
  expect(await listed()).toEqual({});
  await entra.settled();
  expect(Object.keys(await listed())).toEqual(['Admins']);
});

test('the answer tells the steps and both identities', async () => {
  const { post, entra, groupId, listed } = await federate();
  const { ruleId } = entra.world.job();
  const { body } = await post('provisionOnDemand', {
    parameters: [{ ruleId, subjects: [{ objectId: groupId('Admins'), objectTypeName: 'Group' }] }],
  });
  expect(JSON.parse(String(body['value']))).toMatchObject({
    action: 'Create',
    statusInfo: { status: 'Success', errorCode: null },
    sourceIdentity: { id: groupId('Admins'), type: 'Group' },
    targetIdentity: { id: (await listed())['Admins']?.id },
    provisioningSteps: [
      { type: 'Import' },
      { type: 'Scoping' },
      { type: 'Export', status: 'Success' },
    ],
    modifiedProperties: [
      { displayName: 'displayName', oldValue: null, newValue: 'Admins' },
      { displayName: 'externalId', newValue: groupId('Admins') },
    ],
  });
});

test.each([
  ['a rule that is not there', { ruleId: 'x' }, {}, 'does not exist'],
  [
    'more than five members',
    {},
    {
      links: {
        members: Array.from({ length: 6 }, () => ({
          objectId: '00000000-0000-0000-0000-000000000001',
          objectTypeName: 'User',
        })),
      },
    },
    'At most 5 members',
  ],
  [
    'a group as a member',
    {},
    {
      links: {
        members: [{ objectId: '00000000-0000-0000-0000-000000000001', objectTypeName: 'Group' }],
      },
    },
    'Only users',
  ],
  ['a type that is not there', {}, { objectTypeName: 'Team' }, 'is invalid'],
  ['a word too much', { scope: 'all' }, {}, 'Unrecognized key'],
])('%s is refused', async (_, parameter, change, message) => {
  const { post, entra, groupId } = await federate();
  const subject = { objectId: groupId('Admins'), objectTypeName: 'Group', ...change };
  const { ruleId } = entra.world.job();
  const answer = await post('provisionOnDemand', {
    parameters: [{ ruleId, subjects: [subject], ...parameter }],
  });
  expect([answer.status, errorOf(answer).message]).toEqual([400, textWith(message)]);
  expect(entra.log.invalid()).toHaveLength(1);
});

test('two groups at a time are refused, and a group that is not there is not found', async () => {
  const { post, entra, groupId } = await federate();
  const { ruleId } = entra.world.job();
  const send = (...ids: string[]) =>
    post('provisionOnDemand', {
      parameters: [
        { ruleId, subjects: ids.map((objectId) => ({ objectId, objectTypeName: 'Group' })) },
      ],
    });
  expect((await send(groupId('Admins'), groupId('Developers'))).status).toBe(400);
  expect((await send('00000000-0000-0000-0000-000000000001')).status).toBe(404);
});

test('names that AWS does not take fail with its reason', async () => {
  const groups = { 'A;B': [], Twin: [], 'Twin again': { displayName: 'Twin' } };
  const assigned = Object.keys(groups);
  const { provision } = await federate({
    seed: { ...smallSeed, groups, enterpriseApps: { [awsApp]: { assigned } } },
  });
  expect(await provision('A;B')).toMatchObject({
    result: 'Failure',
    details: { errorMessage: textWith('violates schema') },
  });
  expect(await provision('Twin')).toEqual(success);
  expect(await provision('Twin again')).toMatchObject({
    result: 'Failure',
    details: { errorCode: 'DuplicateSourceEntries' },
  });
});

test('without a valid token nothing is written, and validating says so', async () => {
  const { provision, post, listed, entra } = await federate();
  const saved = { useSavedCredentials: true };
  expect((await post('validateCredentials', saved)).status).toBe(204);
  entra.world.expireScimToken();
  expect(await provision('Admins')).toMatchObject({ result: 'Failure' });
  expect(await listed()).toEqual({});
  expect((await post('validateCredentials', saved)).status).toBe(400);
  expect((await post('validateCredentials', {})).status).toBe(400);
  entra.world.renewScimToken();
  expect(await provision('Admins')).toEqual(success);
});
