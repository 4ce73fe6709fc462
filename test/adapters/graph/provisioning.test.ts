import { describe, expect, it } from 'vitest';
import { schemaAnswer } from '../../../src/adapters/graph/answers/synchronization-answers.ts';
import { groupMappingOf } from '../../../src/adapters/graph/read/group-mapping.ts';
import { chooseAppRole, defaultAccess } from '../../../src/adapters/graph/write/choose-app-role.ts';
import { Pace } from '../../../src/adapters/graph/write/pace.ts';
import { provisionVerdict } from '../../../src/adapters/graph/write/provision-verdict.ts';
import { VirtualClock } from '../aws/support/virtual-clock.ts';

function answer(result: string, code?: string, message?: string, skipReason?: string) {
  const details = code === undefined ? null : { errorCode: code, errorMessage: message };
  const step = (name: string, status: string, more: object) => ({
    name,
    status,
    description: `${name} said so`,
    ...more,
  });
  return {
    key: JSON.stringify({ result, details }),
    value: JSON.stringify({
      provisioningSteps: [
        step('EntryImport', 'Success', {}),
        step('EntrySynchronizationSkip', result, {
          details: skipReason === undefined ? {} : { SkipReason: skipReason },
        }),
      ],
    }),
  };
}

describe('the answer of provisioning on demand', () => {
  it.each([
    ['success', answer('Success'), { status: 'done' }],
    ['success in another spelling', answer('success'), { status: 'done' }],
    ['both sides alike', answer('Skipped', 'RedundantExport', 'They match.'), { status: 'done' }],
    [
      'both sides alike, in its steps',
      answer('Skipped', undefined, '', 'RedundantExport'),
      { status: 'done' },
    ],
    [
      'an assignment that does not count yet',
      answer('Skipped', 'NotEffectivelyEntitled', 'The group is not assigned.'),
      {
        status: 'not-yet',
        reason: 'NotEffectivelyEntitled',
        message: 'The group is not assigned.',
      },
    ],
    [
      'the same in its steps alone',
      answer('Skipped', undefined, '', 'NotEffectivelyEntitled'),
      {
        status: 'not-yet',
        reason: 'NotEffectivelyEntitled',
        message: 'EntrySynchronizationSkip said so',
      },
    ],
    [
      'a target that throttles',
      answer('Failure', 'SystemForCrossDomainIdentityManagementTooManyRequests', 'later'),
      {
        status: 'not-yet',
        reason: 'SystemForCrossDomainIdentityManagementTooManyRequests',
        message: 'later',
      },
    ],
    [
      'a target that refuses',
      answer('Failure', 'SystemForCrossDomainIdentityManagementUnauthorized', 'token\nexpired'),
      {
        status: 'failed',
        reason: 'SystemForCrossDomainIdentityManagementUnauthorized',
        message: 'token expired',
      },
    ],
    [
      'a reason nobody knows',
      answer('Skipped', 'Odd', 'why not'),
      { status: 'failed', reason: 'Odd', message: 'why not' },
    ],
    [
      'no reason',
      answer('Failure'),
      { status: 'failed', reason: 'Failure', message: 'EntrySynchronizationSkip said so' },
    ],
    [
      'a code that is a sentence',
      answer('Failure', "User 'eve@fernhill.example' was refused", "Ask 'eve@fernhill.example'."),
      { status: 'failed', reason: 'Failure', message: "Ask 'eve@fernhill.example'." },
    ],
    [
      'no words',
      { key: JSON.stringify({ result: 'It failed.' }), value: null },
      { status: 'failed', reason: 'Entra gave no code', message: null },
    ],
    ['no result', { key: '{}', value: '{}' }, null],
    ['no JSON', { key: 'no json', value: null }, null],
    ['nothing', {}, null],
  ])('%s', (_what, given, verdict) => {
    expect(provisionVerdict(given)).toEqual(verdict);
  });
});

const role = (displayName: string, over: object = {}) => ({
  id: `role-${displayName}`,
  value: null,
  displayName,
  isEnabled: true,
  allowedMemberTypes: ['User'],
  ...over,
});

describe('the role of an assignment', () => {
  it.each([
    ['User first', [role('msiam_access'), role('User')], 'role-User'],
    ['by its value, too', [role('x'), role('People', { value: 'user' })], 'role-People'],
    ['then msiam_access', [role('Odd'), role('msiam_access')], 'role-msiam_access'],
    [
      'not one that is off',
      [role('User', { isEnabled: false }), role('msiam_access')],
      'role-msiam_access',
    ],
    [
      'not one for programs',
      [role('User', { allowedMemberTypes: ['Application'] })],
      defaultAccess,
    ],
    ['any for people', [role('Odd')], 'role-Odd'],
    ['default access without roles', [], defaultAccess],
  ])('%s', (_what, roles, id) => {
    expect(chooseAppRole(roles)).toBe(id);
  });
});

describe('what the schema says of groups', () => {
  const schema = (source: unknown, over: object = {}) =>
    schemaAnswer.parse({
      synchronizationRules: [
        {
          id: 'rule#V2',
          objectMappings: [
            { enabled: true, sourceObjectName: 'User', attributeMappings: [] },
            {
              enabled: true,
              sourceObjectName: 'Group',
              attributeMappings: [
                { targetAttributeName: 'displayName', source: { name: 'displayName' } },
                ...(source === null ? [] : [{ targetAttributeName: 'externalId', source }]),
              ],
              ...over,
            },
          ],
        },
      ],
    });
  it.each([
    [{ name: 'objectId', expression: '[objectId]' }, {}, 'external-id'],
    [{ name: null, expression: '[objectId]' }, {}, 'external-id'],
    [{ name: 'displayName', expression: '[displayName]' }, {}, 'display-name'],
    [{ name: 'Append', expression: 'Append([objectId], "x")' }, {}, 'display-name'],
    [null, {}, 'display-name'],
  ])('%j', (source, over, join) => {
    expect(groupMappingOf(schema(source, over))).toEqual({ ruleId: 'rule#V2', join });
  });

  it('knows where groups are not provisioned at all', () => {
    expect(groupMappingOf(schema(null, { enabled: false }))).toBeNull();
    expect(groupMappingOf(schemaAnswer.parse({}))).toBeNull();
  });
});

it('never lets more than five through in any ten seconds', async () => {
  const clock = new VirtualClock();
  const pace = new Pace(clock, 5, 10_000);
  const times: number[] = [];
  const one = async (): Promise<void> => {
    await pace.turn();
    times.push(clock.now());
  };
  await clock.run(Promise.all(Array.from({ length: 12 }, one)));
  expect(times).toEqual([0, 0, 0, 0, 0, 10_000, 10_000, 10_000, 10_000, 10_000, 20_000, 20_000]);
});

it('loses no turn to one who leaves the queue', async () => {
  const clock = new VirtualClock();
  const pace = new Pace(clock, 1, 10_000);
  await pace.turn();
  const leaver = new AbortController();
  const left = pace.turn(leaver.signal).catch(() => 'left');
  const next = pace.turn().then(() => clock.now());
  leaver.abort();
  expect(await left).toBe('left');
  expect(await clock.run(next)).toBe(10_000);
});
