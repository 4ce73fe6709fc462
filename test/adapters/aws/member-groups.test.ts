import { expect, test } from 'vitest';
import { createMemberGroupsReader } from '../../../src/adapters/aws/read/explain/member-groups-reader.ts';
import { connect } from './support/connect.ts';

async function connected(options: Parameters<typeof connect>[0] = {}) {
  const { aws, connection, groupId, identityStoreId } = await connect(options);
  const userId = (name: string): string =>
    [...aws.world.state.users.values()].find((user) => user.name === name)?.id ?? '';
  const reader = createMemberGroupsReader(connection);
  return { aws, groupId, userId, list: (id: string) => reader.listGroupsOf(identityStoreId, id) };
}

test('lists whose groups somebody is in, page by page, whatever sizes pages have', async () => {
  const knobs = { pages: { maxSize: 1, emptyEvery: 2 } };
  const { aws, groupId, list, userId } = await connected({ knobs });
  expect(await list(userId('ada'))).toEqual(['Admins', 'Developers'].map(groupId).toSorted());
  expect(aws.log.of('ListGroupMembershipsForMember').length).toBeGreaterThan(2);
  expect(aws.log.invalid()).toEqual([]);
});

test('somebody whom AWS does not find is in no list of groups, not even an empty one', async () => {
  const { list } = await connected();
  expect(await list('00000000-1111-2222-3333-444444444444')).toBeNull();
});

test('says which action is denied', async () => {
  const { list, userId } = await connected({
    callers: { AKIAADMINISTRATOR: { role: 'plan', allow: ['identitystore:ListGroups'] } },
  });
  await expect(list(userId('ada'))).rejects.toMatchObject({
    kind: 'access-denied',
    action: 'identitystore:ListGroupMembershipsForMember',
  });
});
