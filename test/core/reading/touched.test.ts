import { describe, expect, test } from 'vitest';
import { touchedBy } from '../../../src/core/reading/touched.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, accounts, type Live, snapshotOf } from '../support/live.ts';
import { type Story, versionsOf } from '../support/planned.ts';

const names = new Map(Object.keys(accounts).map((name) => [String(accountId(name)), name]));

/** In words: sets by name, pairs as `Admin dev`, grants as `Admin dev Blue`. */
function touched(story: Story, live: Live = {}) {
  const found = touchedBy(versionsOf(story, snapshotOf(live)));
  const pairs = [...found.losing.values()].map(
    ({ accountId: id, permissionSet }) => `${permissionSet} ${names.get(id)}`,
  );
  const grants = found.gaining.map(
    ({ account, permissionSet, principal }) => `${permissionSet} ${account.name} ${principal.name}`,
  );
  return {
    sets: [...found.permissionSets].toSorted(),
    whole: [...found.whole].toSorted(),
    edited: [...found.edited].toSorted(),
    losing: pairs.toSorted(),
    gaining: grants.toSorted(),
  };
}

type Touched = ReturnType<typeof touched>;
const nothing: Touched = { sets: [], whole: [], edited: [], losing: [], gaining: [] };

const sets = { Admin: {}, Read: {} };
const blue = rule('Blue', 'Admin', ['dev', 'prod']);
const base: Files = { permissionSets: sets, assignments: [blue] };
const withRules = (...assignments: readonly ReturnType<typeof rule>[]): Files => ({
  permissionSets: sets,
  assignments,
});
const withSets = (
  permissionSets: Files['permissionSets'],
  ...rules: Files['assignments'] & {}
): Files => ({
  ...(permissionSets === undefined ? {} : { permissionSets }),
  assignments: rules,
});

interface Case {
  readonly head: Files;
  readonly expected: Partial<Touched>;
}

const changes: Readonly<Record<string, Case>> = {
  'the same files': { head: base, expected: {} },
  'the same grants by another rule': {
    head: withRules(rule('Blue', 'Admin', 'dev'), rule('Blue', 'Admin', 'prod')),
    expected: {},
  },
  'a grant more': {
    head: withRules(blue, rule('Red', 'Admin', 'dev')),
    expected: { sets: ['Admin'], gaining: ['Admin dev Red'] },
  },
  'a grant less': {
    head: withRules(rule('Blue', 'Admin', 'dev')),
    expected: { sets: ['Admin'], losing: ['Admin prod'] },
  },
  'a grant for another group in the same place': {
    head: withRules(rule('Blue', 'Admin', 'dev'), rule('Red', 'Admin', 'prod')),
    // The pair tells of both.
    expected: { sets: ['Admin'], losing: ['Admin prod'] },
  },
  'an end that has come': {
    head: withRules(rule('Blue', 'Admin', ['dev', 'prod'], { expires: '2026-01-01' })),
    expected: { sets: ['Admin'], losing: ['Admin dev', 'Admin prod'] },
  },
  'an end that is to come': {
    head: withRules(rule('Blue', 'Admin', ['dev', 'prod'], { expires: '2027-01-01' })),
    expected: {},
  },
  'another content': {
    head: withSets({ ...sets, Admin: { sessionDuration: '8h' } }, blue),
    expected: { sets: ['Admin'], edited: ['Admin'] },
  },
  'another tag': {
    head: withSets({ ...sets, Admin: { tags: { team: 'a' } } }, blue),
    expected: { sets: ['Admin'], edited: ['Admin'] },
  },
  'a set more': {
    head: withSets({ ...sets, Build: {} }, blue),
    expected: { sets: ['Build'], whole: ['Build'] },
  },
  'a set less': {
    head: withSets({ Admin: {} }, blue),
    expected: { sets: ['Read'], whole: ['Read'] },
  },
  'a set under another name': {
    head: withSets({ Admin: {}, Look: { renamedFrom: 'Read' } }, blue),
    expected: { sets: ['Look', 'Read'], whole: ['Look', 'Read'] },
  },
  'a set that is given up': {
    head: { ...withSets({ Admin: {} }, blue), manage: { release: ['Read'] } },
    expected: { sets: ['Read'], whole: ['Read'] },
  },
  'a set of nobody that is given up': {
    head: { ...base, manage: { release: ['Legacy'] } },
    expected: { sets: ['Legacy'] },
  },
  'a name that nobody has': {
    head: withRules(blue, rule('Nobody', 'Read', ['dev', 'test'])),
    // Whoever it is may hold it there already.
    expected: { sets: ['Read'], losing: ['Read dev', 'Read test'] },
  },
  'accounts that cannot be computed': {
    head: withRules(blue, rule('Red', 'Read', 'tag:stage=dev')),
    expected: { sets: ['Read'], whole: ['Read'] },
  },
};

describe('what a change touches', () => {
  test.each(Object.entries(changes))('%s', (_, { head, expected }) => {
    expect(touched({ head, base })).toEqual({ ...nothing, ...expected });
  });
});

describe('files of other commits count too', () => {
  const more = withRules(blue, rule('Red', 'Admin', 'dev'));

  test('what was merged and not applied yet', () => {
    expect(touched({ head: more, base: more, lastApplied: base })).toMatchObject({
      gaining: ['Admin dev Red'],
    });
  });

  test('what was merged in between and taken back, because it may be half applied', () => {
    expect(touched({ head: base, base, between: [more] })).toMatchObject({
      losing: ['Admin dev'],
      gaining: [],
    });
  });

  test('an end that all of them have, because it comes by itself', () => {
    const ending = withRules(rule('Blue', 'Admin', 'dev', { expires: '2026-01-12' }));
    expect(touched({ head: ending, base: ending })).toMatchObject({ losing: ['Admin dev'] });
  });

  test('a doubt that all of them have is nobody’s change', () => {
    const doubtful = withRules(blue, rule('Nobody', 'Read', 'dev'));
    expect(touched({ head: doubtful, base: doubtful })).toEqual(nothing);
  });
});

describe('an account that joined after the last complete apply', () => {
  const joined = {
    ...accounts,
    test: { ...accounts['test'], joinedAt: '2026-01-14T00:00:00.000Z' },
  };
  const everywhere = (permissionSet: string) =>
    rule('Blue', permissionSet, ['dev', 'test', 'prod']);

  test('is looked into, and so is what else the rule gave, which tells who its holders are', () => {
    const files = withRules(everywhere('Admin'), rule('Red', 'Read', 'dev'));
    expect(touched({ head: files, base: files }, { accounts: joined })).toMatchObject({
      sets: ['Admin'],
      gaining: ['Admin dev Blue', 'Admin prod Blue', 'Admin test Blue'],
    });
  });

  test('is told by all that the files gave before, where its rule gave nothing yet', () => {
    const files = withRules(rule('Blue', 'Admin', 'test'), rule('Blue', 'Read', 'dev'));
    expect(touched({ head: files, base: files }, { accounts: joined })).toMatchObject({
      gaining: ['Admin test Blue', 'Read dev Blue'],
    });
  });
});
