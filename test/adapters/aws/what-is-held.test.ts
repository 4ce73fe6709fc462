import { expect, test } from 'vitest';
import { isInstanceArn } from '../../../src/core/model/ids.ts';
import type { Principal } from '../../../src/core/model/principal.ts';
import { findUser } from '../../../src/simulator/aws/world/find.ts';
import { connect, type Connected, seed } from './support/connect.ts';
import { containing } from './support/matching.ts';
import { serveAnswers } from './support/serve-answers.ts';

const action = 'sso:ListAccountAssignmentsForPrincipal';

const group = (on: Connected, name: string) => ({ type: 'GROUP', id: on.groupId(name) }) as const;
const user = ({ aws }: Connected, name: string) =>
  ({ type: 'USER', id: findUser(aws.world.state, name).id }) as const;

/** `Developer dev` for each row, sorted; null where AWS knows no such principal. */
async function held(on: Connected, who: Pick<Principal, 'type' | 'id'>) {
  const rows = await on.readers.identityCenter.listAssignmentsOf(on.instance, who);
  const { accounts, permissionSets } = on.aws.world.state;
  return (
    rows
      ?.map(({ permissionSetArn, accountId }) =>
        [permissionSets.get(permissionSetArn)?.name, accounts.get(accountId)?.name].join(' '),
      )
      .toSorted() ?? null
  );
}

test('what a group holds is the same rows that its pairs show', async () => {
  const on = await connect();
  const { identityCenter } = on.readers;
  const admins = group(on, 'Admins');
  expect(await held(on, admins)).toEqual(['Admin dev', 'Admin management', 'Admin prod']);
  const rows = await identityCenter.listAssignmentsOf(on.instance, admins);
  const pair = await identityCenter.listAssignments(
    on.instance,
    on.setArn('Admin'),
    on.accountId('prod'),
  );
  expect(rows).toContainEqual(pair[0]);
  expect(pair).toHaveLength(1);
  expect(await held(on, group(on, 'Auditors'))).toEqual([]);
  expect(on.aws.log.invalid()).toEqual([]);
});

test.each([true, false])(
  'what a user has through groups is left out, where AWS lists it: %s',
  async (principalListingForUserIncludesGroups) => {
    const behaviour = { principalListingForUserIncludesGroups };
    const on = await connect({ knobs: { behaviour } });
    expect(await held(on, user(on, 'bob'))).toEqual(['Developer dev']);
    expect(await held(on, user(on, 'ada'))).toEqual([]);
  },
);

test('more than a hundred are listed in whole, however short the pages', async () => {
  const names = Array.from({ length: 230 }, (_, index) => `account-${index}`);
  const on = await connect({
    seed: {
      accounts: names.map((name) => ({ name })),
      groups: { Everywhere: [] },
      permissionSets: Object.fromEntries(
        Array.from({ length: 104 }, (_, index) => [`Set${index}`, {}]),
      ),
      assignments: [
        { group: 'Everywhere', permissionSet: 'Set0', account: names },
        {
          group: 'Everywhere',
          permissionSet: Array.from({ length: 103 }, (_, index) => `Set${index + 1}`),
          account: 'account-7',
        },
      ],
    },
  });
  const { identityCenter } = on.readers;
  const list = () =>
    Promise.all([
      identityCenter.listAssignmentsOf(on.instance, group(on, 'Everywhere')),
      identityCenter.listPermissionSetsIn(on.instance, on.accountId('account-7')),
    ]);
  const [rows, sets] = await list();
  expect([rows?.length, new Set(sets).size]).toEqual([333, 104]);
  expect(on.aws.log.counts()).toEqual({
    'sso-admin:ListAccountAssignmentsForPrincipal': 4,
    'sso-admin:ListPermissionSetsProvisionedToAccount': 2,
  });
  Object.assign(on.aws.knobs.pages, { maxSize: 40, emptyEvery: 3, trailingEmpty: true });
  const [again, setsAgain] = await list();
  expect([again, setsAgain]).toEqual([rows, sets]);
  expect(on.aws.log.invalid()).toEqual([]);
});

test('whether AWS knows a deleted principal is told apart from one that holds nothing', async () => {
  const on = await connect();
  const [admins, bob] = [group(on, 'Admins'), user(on, 'bob')];
  on.aws.world.deleteGroup('Admins');
  on.aws.world.deleteUser('bob');
  const { behaviour } = on.aws.knobs;
  const both = async () => [await held(on, admins), await held(on, bob)];
  expect(await both()).toEqual([null, null]);
  behaviour.principalListingForDeleted = 'empty';
  expect(await both()).toEqual([[], []]);
  behaviour.principalListingForDeleted = 'rows';
  expect(await both()).toEqual([
    ['Admin dev', 'Admin management', 'Admin prod'],
    ['Developer dev'],
  ]);
});

test('a delegated administrator is refused, one way or the other, or gets the rows as they are', async () => {
  const on = await connect({
    seed: { ...seed, delegate: 'identity' },
    callers: { AKIADELEGATE: { account: 'identity', role: 'Plan' } },
    environment: { AWS_ACCESS_KEY_ID: 'AKIADELEGATE' },
  });
  const { behaviour } = on.aws.knobs;
  const admins = group(on, 'Admins');
  await expect(held(on, admins)).rejects.toMatchObject({ kind: 'access-denied', action });
  behaviour.principalListingForDelegate = 'invalid';
  await expect(held(on, admins)).rejects.toMatchObject({ kind: 'invalid', action });
  // Refused at once, both times.
  expect(on.events).toHaveLength(2);
  behaviour.principalListingForDelegate = 'allowed';
  expect(await held(on, admins)).toHaveLength(3);
});

test('a role without the actions is told which one to allow', async () => {
  const { readers, instance, accountId, groupId } = await connect({
    callers: { AKIAADMINISTRATOR: { role: 'Plan', allow: ['sso:ListAccountAssignments'] } },
  });
  const { identityCenter } = readers;
  const admins = { type: 'GROUP', id: groupId('Admins') } as const;
  await expect(identityCenter.listAssignmentsOf(instance, admins)).rejects.toMatchObject({
    kind: 'access-denied',
    help: `attach a policy that allows ${action} to role Plan`,
  });
  const other = 'sso:ListPermissionSetsProvisionedToAccount';
  await expect(
    identityCenter.listPermissionSetsIn(instance, accountId('dev')),
  ).rejects.toMatchObject({
    kind: 'access-denied',
    help: `attach a policy that allows ${other} to role Plan`,
  });
});

test('a missing instance is no missing principal', async () => {
  const { readers, accountId, groupId } = await connect();
  const instance = 'arn:aws:sso:::instance/ssoins-0000000000000000';
  if (!isInstanceArn(instance)) throw new Error('not an ARN');
  const { identityCenter } = readers;
  const missing = { kind: 'not-found', message: containing(instance) };
  const admins = { type: 'GROUP', id: groupId('Admins') } as const;
  await expect(identityCenter.listAssignmentsOf(instance, admins)).rejects.toMatchObject(missing);
  const ofAccount = identityCenter.listPermissionSetsIn(instance, accountId('dev'));
  await expect(ofAccount).rejects.toMatchObject(missing);
});

test('what an account has is told by the account, as the sets tell it', async () => {
  const { readers, instance, accountId, setArn } = await connect();
  const { identityCenter } = readers;
  const inDev = await identityCenter.listPermissionSetsIn(instance, accountId('dev'));
  expect(inDev.toSorted()).toEqual([setArn('Admin'), setArn('Developer')].toSorted());
  expect(await identityCenter.listPermissionSetsIn(instance, accountId('identity'))).toEqual([]);
});

test('a throttled list goes on from the page it had reached', async () => {
  const on = await connect({ knobs: { pages: { maxSize: 1 } } });
  on.aws.faults.add({
    operation: 'ListAccountAssignmentsForPrincipal',
    calls: { nth: [2, 3] },
    effect: { kind: 'throttle' },
  });
  expect(await held(on, group(on, 'Admins'))).toHaveLength(3);
  expect(on.aws.log.of('ListAccountAssignmentsForPrincipal')).toHaveLength(5);
});

const AccountId = '111122223333';
const PermissionSetArn = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef';
const PrincipalId = '11111111-2222-3333-4444-555555555555';
const row = { AccountId, PermissionSetArn, PrincipalType: 'GROUP', PrincipalId };

test.each([
  ['without its list', {}],
  ['with a row of no account', { AccountAssignments: [{ ...row, AccountId: undefined }] }],
  ['with a row of no set', { AccountAssignments: [{ ...row, PermissionSetArn: 'Admin' }] }],
  ['with a row of nobody', { AccountAssignments: [{ ...row, PrincipalId: undefined }] }],
  ['with a row of another kind', { AccountAssignments: [{ ...row, PrincipalType: 'ROLE' }] }],
])('an answer %s is a bad answer, not less access', async (_, answer) => {
  const { readers } = await serveAnswers({ ListAccountAssignmentsForPrincipal: [answer] });
  const instance = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
  if (!isInstanceArn(instance)) throw new Error('not an ARN');
  const reading = readers.identityCenter.listAssignmentsOf(instance, {
    type: 'GROUP',
    id: PrincipalId,
  });
  await expect(reading).rejects.toMatchObject({ kind: 'bad-answer', action });
});
