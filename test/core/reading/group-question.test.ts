import { describe, expect, test } from 'vitest';
import { type GroupQuestion, groupQuestion } from '../../../src/core/reading/group-question.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, groupId, type Live, snapshotOf } from '../support/live.ts';
import { type Story, versionsOf } from '../support/planned.ts';

/** As if the roles of the grants had been read. */
function ask(story: Story & { readonly live: Live }): GroupQuestion {
  const snapshot = snapshotOf(story.live);
  const names = new Map(snapshot.permissionSets.map(({ arn, name }) => [arn, name]));
  const pairs = snapshot.provisioned.map(({ accountId: id, permissionSetArn }) => ({
    accountId: id,
    permissionSet: names.get(permissionSetArn) ?? '',
  }));
  return groupQuestion(versionsOf(story, snapshot), snapshot, pairs, snapshot.permissionSets);
}

const pair = (account: string, permissionSet: string): string =>
  `${accountId(account)} ${permissionSet}`;

const files: Files = {
  permissionSets: { Admin: {}, Read: {} },
  assignments: [rule('Blue', 'Admin', ['dev', 'prod']), rule('Red', 'Read', 'dev')],
};
const live: Live = {
  groups: ['Blue', 'Red', 'Green'],
  users: ['ada'],
  sets: { Admin: {}, Read: {} },
  grants: ['Blue Admin dev', 'Blue Admin prod', 'Red Read dev'],
};
const asItIs = { head: files, base: files };

describe('a reading by group', () => {
  test('asks every group and every user whom rules name', () => {
    const { holders, listing } = ask({ ...asItIs, live });
    expect(holders.map(({ id }) => id)).toEqual([
      ...['Blue', 'Red', 'Green'].map(groupId),
      'user-ada',
    ]);
    expect(listing).toBe(4);
  });

  test('expects to ask the pairs of declared sets that no named group explains', () => {
    const grants = [...(live.grants ?? []), 'Green Read prod', 'Green Legacy dev'];
    const { probes } = ask({
      ...asItIs,
      live: { ...live, sets: { ...live.sets, Legacy: { owner: null } }, grants },
    });
    expect(probes).toBe(1);
  });

  test('knows the pairs that any version of the files names for a holder', () => {
    const { pairsOf } = ask({
      head: { ...files, assignments: [rule('Blue', 'Admin', 'dev')] },
      base: files,
      live,
    });
    expect([...new Set(pairsOf(groupId('Blue')))].toSorted()).toEqual(
      [pair('dev', 'Admin'), pair('prod', 'Admin')].toSorted(),
    );
    expect(pairsOf(groupId('Green'))).toEqual([]);
  });

  test.each<[string, Files, Live['sets'], readonly string[]]>([
    ['none where nothing changes', files, live.sets, []],
    ['those that are taken over', files, { Admin: { owner: null }, Read: {} }, ['Admin']],
    ['those that are ours and undeclared', files, { ...live.sets, Legacy: {} }, ['Legacy']],
    [
      'none that is given up',
      { ...files, manage: { release: ['Legacy'] } },
      { ...live.sets, Legacy: {} },
      [],
    ],
    ['none of another owner', files, { ...live.sets, Legacy: { owner: 'network' } }, []],
  ])('reads sets in full: %s', (_, head, sets, whole) => {
    const question = ask({ head, base: head, live: { ...live, sets: sets ?? {} } });
    expect([...question.whole]).toEqual(whole);
  });
});
