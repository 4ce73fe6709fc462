import { expect, test } from 'vitest';
import { connect, seed } from './support/connect.ts';
import { containing } from './support/matching.ts';
import { serveAnswers } from './support/serve-answers.ts';

const many = Array.from({ length: 5000 }, (_none, at) => `person-${at}`);

function userIds(world: { readonly users: { values(): Iterable<{ id: string; name: string }> } }) {
  return (names: readonly string[]) =>
    [...world.users.values()]
      .filter(({ name }) => names.includes(name))
      .map(({ id }) => id)
      .toSorted();
}

test('lists who is in a group, page by page, whatever sizes pages have', async () => {
  const knobs = { pages: { maxSize: 1, emptyEvery: 2 } };
  const { aws, readers, identityStoreId, groupId } = await connect({ knobs });
  const members = await readers.people.listMembers(identityStoreId, groupId('Developers'), 100);
  expect(members).toEqual(userIds(aws.world.state)(['ada', 'bob']));
  expect(aws.log.of('ListGroupMemberships').length).toBeGreaterThan(2);
  expect(aws.log.invalid()).toEqual([]);
});

test('a group that has nobody is empty, and one that AWS does not find is null', async () => {
  const { readers, identityStoreId, groupId } = await connect();
  const list = (id: string) => readers.people.listMembers(identityStoreId, id, 100);
  expect(await list(groupId('Auditors'))).toEqual([]);
  expect(await list('00000000-1111-2222-3333-444444444444')).toBeNull();
});

test('a store that is not there is no missing group', async () => {
  const { readers, groupId } = await connect();
  await expect(
    readers.people.listMembers('d-0000000000', groupId('Admins'), 100),
  ).rejects.toMatchObject({ kind: 'not-found' });
});

test('reads a group of five thousand whole, or as far as it takes to know that it is too large', async () => {
  const { aws, readers, identityStoreId, groupId } = await connect({
    seed: { ...seed, groups: { ...seed.groups, Everybody: many } },
  });
  const list = (atMost: number) =>
    readers.people.listMembers(identityStoreId, groupId('Everybody'), atMost);
  expect(await list(5000)).toHaveLength(5000);
  expect(aws.log.of('ListGroupMemberships')).toHaveLength(50);
  expect((await list(250))?.length).toBe(300);
  expect(aws.log.of('ListGroupMemberships')).toHaveLength(53);
});

test('says which action is denied', async () => {
  const { readers, identityStoreId, groupId } = await connect({
    callers: { AKIAADMINISTRATOR: { role: 'plan', allow: ['sso:*', 'identitystore:ListGroups'] } },
  });
  await expect(
    readers.people.listMembers(identityStoreId, groupId('Admins'), 100),
  ).rejects.toMatchObject({
    kind: 'access-denied',
    action: 'identitystore:ListGroupMemberships',
  });
});

test.each([
  ['a member that is no user', { GroupMemberships: [{ MemberId: { GroupId: 'g' } }] }],
  ['a member without an id', { GroupMemberships: [{ MemberId: { UserId: '' } }] }],
  ['no member at all', { GroupMemberships: [{}] }],
  ['no list', {}],
])('%s is no answer', async (_, page) => {
  const { readers } = await serveAnswers({ ListGroupMemberships: [page] });
  await expect(readers.people.listMembers('d-1', 'g', 100)).rejects.toMatchObject({
    kind: 'bad-answer',
    message: containing('ListGroupMemberships'),
  });
});

test('somebody who is listed twice is there once', async () => {
  const page = { GroupMemberships: ['b', 'a', 'b'].map((UserId) => ({ MemberId: { UserId } })) };
  const { readers } = await serveAnswers({ ListGroupMemberships: [page] });
  expect(await readers.people.listMembers('d-1', 'g', 100)).toEqual(['a', 'b']);
});

test('a group that is deleted between two pages is a group that is gone', async () => {
  const { aws, readers, identityStoreId, groupId } = await connect({
    knobs: { pages: { maxSize: 1 } },
  });
  const id = groupId('Developers');
  aws.faults.add({
    operation: 'ListGroupMemberships',
    calls: { nth: 2 },
    effect: {
      kind: 'error',
      code: 'ResourceNotFoundException',
      message: 'GROUP not found.',
    },
  });
  expect(await readers.people.listMembers(identityStoreId, id, 100)).toBeNull();
});
