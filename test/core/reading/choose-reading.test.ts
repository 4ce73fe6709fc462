import { describe, expect, test } from 'vitest';
import {
  chooseForEverything,
  type Costs,
  costsOfChanges,
  isCompleteFine,
  type Known,
} from '../../../src/core/reading/choose-reading.ts';
import { touchedBy } from '../../../src/core/reading/touched.ts';
import { type Files, rule } from '../support/files.ts';
import { snapshotOf } from '../support/live.ts';
import { type Story, versionsOf } from '../support/planned.ts';

const known: Known = { permissionSets: 20, named: 0, requestsPerSecond: 20 };
const places = ['dev', 'test', 'prod'];

function costs(story: Story, more: Partial<Known> = {}): Costs {
  const versions = versionsOf(story, snapshotOf({}));
  return costsOfChanges(versions, touchedBy(versions), { ...known, ...more });
}

const sets = { Admin: {}, Read: {} };
const base: Files = { permissionSets: sets, assignments: [rule('Blue', 'Admin', places)] };
const granting = {
  ...base,
  assignments: [rule('Blue', 'Admin', places), rule('Red', 'Read', 'dev')],
};

describe('what changes cost, as far as the files tell', () => {
  test('nothing where nothing is touched', () => {
    expect(costs({ head: base, base }).touched).toBe(0);
  });

  test.each([
    // Page of sets, names, the rest of one set, the pair.
    ['every name has to be asked for', { named: 0 }, 1 + 20 + 5 + 1],
    ['one is verified where an earlier run knew them all', { named: 20 }, 1 + 1 + 5 + 1],
    ['those that came since are asked for too', { named: 17 }, 1 + 3 + 5 + 1],
  ])('%s', (_, more, requests) => {
    expect(costs({ head: granting, base }, more).touched).toBe(requests);
  });

  test('a set that goes costs its accounts and each of its pairs', () => {
    const head = { permissionSets: { Read: {} } };
    expect(costs({ head, base }, { named: 20 }).touched).toBe(1 + 1 + 5 + 2 + 3);
  });

  test('an edit costs the accounts, whoever holds the set there', () => {
    const head = { ...base, permissionSets: { ...sets, Admin: { sessionDuration: '8h' } } };
    expect(costs({ head, base }, { named: 20 }).touched).toBe(1 + 1 + 5 + 2);
  });

  test('everything is each set, its accounts and each pair of any version', () => {
    // A page, and of each set six of content and two of accounts; three pairs before and one more now.
    expect(costs({ head: granting, base }).complete).toBe(1 + 20 * 8 + 4);
  });
});

describe('everything is read for a change', () => {
  test.each([
    ['where that is soon done', { touched: 5, complete: 200 }, true],
    ['not where it takes longer', { touched: 5, complete: 201 }, false],
    ['where the change touches as much', { touched: 300, complete: 300 }, true],
  ])('%s', (_, each, fine) => {
    expect(isCompleteFine(each, known)).toBe(fine);
  });
});

describe('everything is read by group', () => {
  const groups = { listing: 300, probes: 40 };

  test.each([
    ['where groups are fewer than pairs', 5000, 'by-group'],
    ['not where pairs are fewer', 300, 'complete'],
    ['not where every pair is soon read', 200, 'complete'],
  ] as const)('%s', (_, pairs, strategy) => {
    expect(chooseForEverything(pairs, groups, known).strategy).toBe(strategy);
  });

  test('what it will take is told with the pairs that no group explains', () => {
    const { estimate } = chooseForEverything(5000, groups, known);
    const requests = 20 * 6 + (1 + 40 + 50) + 300 + 40;
    expect(estimate).toEqual({ requests, seconds: Math.ceil(requests / 20) });
  });
});
