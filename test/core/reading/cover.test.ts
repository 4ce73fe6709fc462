import { describe, expect, test } from 'vitest';
import type { DesiredGrant } from '../../../src/core/desired/desired-state.ts';
import { grantKey } from '../../../src/core/model/assignment.ts';
import { unsyncedId } from '../../../src/core/model/principal.ts';
import { coverGrants, pagesByFiles } from '../../../src/core/reading/cover.ts';
import { accountId, groupId } from '../support/live.ts';

/** `Blue Admin dev`; `entra:Blue Admin dev` for a group that AWS does not know yet. */
function grant(text: string): DesiredGrant {
  const [who = '', permissionSet = '', account = ''] = text.split(' ');
  const isUnsynced = who.startsWith('entra:');
  const id = isUnsynced ? unsyncedId(who.slice(6)) : groupId(who);
  const principal = { type: 'GROUP' as const, id, name: who, entraObjectId: null };
  return {
    key: grantKey(accountId(account), permissionSet, principal),
    account: { id: accountId(account), name: account },
    permissionSet,
    principal,
    byName: true,
    expires: null,
    expired: false,
    origins: [],
    reasons: [],
    waiting: null,
    blocked: null,
  };
}

const many = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${who} Admin account${index}`);

interface Case {
  readonly grants: readonly string[];
  /** Pages of a principal's list; one unless it says otherwise. */
  readonly pages?: number;
  readonly mayList?: boolean;
  readonly principals: readonly string[];
  readonly pairs: number;
  readonly requests: number;
}

const cases: Readonly<Record<string, Case>> = {
  'nothing to look for': { grants: [], principals: [], pairs: 0, requests: 0 },
  'one grant: its pair tells who else is there': {
    grants: ['Blue Admin dev'],
    principals: [],
    pairs: 1,
    requests: 1,
  },
  'several grants of one group: one list': {
    grants: many('Blue', 3),
    principals: ['Blue'],
    pairs: 0,
    requests: 1,
  },
  'a group whose list is as long as its pairs are many': {
    grants: many('Blue', 3),
    pages: 3,
    principals: [],
    pairs: 3,
    requests: 3,
  },
  'many groups in one pair: the pair': {
    grants: ['Blue Admin dev', 'Red Admin dev', 'Green Admin dev'],
    principals: [],
    pairs: 1,
    requests: 1,
  },
  'each by what is fewer': {
    grants: [...many('Blue', 5), 'Red Read dev', 'Green Read dev'],
    principals: ['Blue'],
    pairs: 1,
    requests: 2,
  },
  'two groups in the same places: no more requests than their pairs': {
    grants: ['Blue Admin dev', 'Blue Admin prod', 'Red Admin dev', 'Red Admin prod'],
    principals: [],
    pairs: 2,
    requests: 2,
  },
  'nobody may list what a group holds': {
    grants: many('Blue', 3),
    mayList: false,
    principals: [],
    pairs: 3,
    requests: 3,
  },
  'a group that AWS does not know yet holds nothing': {
    grants: many('entra:Blue', 3),
    principals: [],
    pairs: 0,
    requests: 0,
  },
};

describe('grants that may be missing are looked for', () => {
  test.each(Object.entries(cases))(
    '%s',
    (_, { grants, pages = 1, mayList = true, principals, pairs, requests }) => {
      const wanted = grants.map(grant);
      const cover = coverGrants(wanted, () => pages, mayList);
      expect(cover.principals.map(({ name }) => name)).toEqual(principals);
      expect(cover.pairs).toHaveLength(pairs);
      expect(cover.requests).toBe(requests);
      const listed = wanted.filter(({ principal }) => principals.includes(principal.name));
      expect([...cover.byPrincipal].toSorted()).toEqual(listed.map(({ key }) => key).toSorted());
    },
  );
});

test('a list has a page for each hundred grants that the files give its holder, one at the least', () => {
  const pagesOf = pagesByFiles([...many('Blue', 201), ...many('Red', 100)].map(grant));
  expect(['Blue', 'Red', 'Green'].map((name) => pagesOf({ id: groupId(name) }))).toEqual([3, 1, 1]);
});
