import { describe, expect, test } from 'vitest';
import { differingPairs, type Held } from '../../../src/core/reading/differing-pairs.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, accounts, groupId, snapshotOf } from '../support/live.ts';
import { versionsOf } from '../support/planned.ts';

const files: Files = {
  permissionSets: { Admin: {}, Read: {} },
  assignments: [
    rule('Blue', 'Admin', ['dev', 'prod']),
    rule('Red', 'Read', 'dev', { expires: '2026-01-01' }),
  ],
};

/** `Blue Admin dev` */
function held(text: string): Held {
  const [who = '', permissionSet = '', account = ''] = text.split(' ');
  const principal = { type: 'GROUP', id: groupId(who) } as const;
  return { accountId: accountId(account), permissionSet, principal };
}

const asAsked = ['Blue Admin dev', 'Blue Admin prod'];

const cases: Readonly<Record<string, { held: readonly string[]; differ: readonly string[] }>> = {
  'groups hold what the files ask': { held: asAsked, differ: [] },
  'a group lacks something': { held: ['Blue Admin dev'], differ: ['prod Admin'] },
  'a group has more on a declared set': {
    held: [...asAsked, 'Green Admin dev'],
    differ: ['dev Admin'],
  },
  'a group still has what has ended': { held: [...asAsked, 'Red Read dev'], differ: ['dev Read'] },
  'a group has something on a set that nobody declares': {
    held: [...asAsked, 'Green Legacy dev'],
    differ: [],
  },
};

describe('pairs where who else is there must be known', () => {
  test.each(Object.entries(cases))('%s', (_, { held: rows, differ }) => {
    const { desired } = versionsOf({ head: files }, snapshotOf({})).head;
    const names = new Map(Object.keys(accounts).map((name) => [String(accountId(name)), name]));
    const pairs = [...differingPairs(desired, rows.map(held))].map((pair) => {
      const [id = '', permissionSet = ''] = pair.split(' ');
      return `${names.get(id)} ${permissionSet}`;
    });
    expect(pairs).toEqual(differ);
  });
});
