import { describe, expect, it } from 'vitest';
import { csvCell } from '../../../src/page/model/csv.ts';
import { fromFragment, toFragment } from '../../../src/page/model/fragment.ts';
import { createKeys } from '../../../src/page/model/keys.ts';
import { type PageState, startState, withRows } from '../../../src/page/model/page-state.ts';
import { indexReport } from '../../../src/page/model/report-index.ts';
import { makeAccessReport } from '../support/make-access-report.ts';

const { report, units } = indexReport(
  makeAccessReport({ groups: 20, accounts: 20, grants: 100, people: 50 }),
);
const keys = createKeys(report, units);

const everything: PageState = {
  view: 'matrix',
  rows: 'people',
  sort: { column: 'expires', descending: true },
  matrix: { by: 'units', zoom: 'compact', empty: true, order: 'most' },
  filter: {
    text: 'zoë & "co" #1 %',
    chosen: {
      principal: new Set([1, 4]),
      person: new Set([7]),
      permissionSet: new Set([2]),
      account: new Set([3]),
      unit: new Set([1]),
    },
    standings: new Set(['missing', 'other-owner']),
    places: new Set(['application']),
    attention: new Set(['administrator', 'disabled']),
    expiresWithin: 90,
  },
  detail: { kind: 'cell', principal: 1, by: 'units', column: 1 },
};

describe('the address of a view', () => {
  it.each([
    startState,
    everything,
    { ...everything, detail: { kind: 'grant', index: 5 } as const },
    { ...everything, detail: { kind: 'person', index: 5 } as const },
  ])('leads back to it', (state) => {
    expect(fromFragment(`#${toFragment(state, keys)}`, keys)).toEqual(state);
  });

  it('is empty for the view that one starts with', () => {
    expect(toFragment(startState, keys)).toBe('');
  });

  it('starts with people in the order of people, and keeps an order that somebody chose', () => {
    const people = { ...startState, ...withRows(startState, 'people') };
    expect(people.sort).toEqual({ column: 'person', descending: false });
    expect(toFragment(people, keys)).toBe('rows=people');
    expect(fromFragment('rows=people', keys)).toEqual(people);
    expect({ ...people, ...withRows(people, 'assignments') }).toEqual(startState);
    const chosen = { ...people, sort: { column: 'account', descending: true } } as const;
    expect(withRows(chosen, 'assignments').sort).toEqual(chosen.sort);
    const backwards = { ...people, sort: { column: 'person', descending: true } } as const;
    expect(withRows(backwards, 'assignments').sort).toEqual(startState.sort);
    expect(fromFragment('sort=-person', keys)).toEqual(startState);
  });

  it('means the same in the next report, where the same names stand in other places', () => {
    const next = { ...report, accounts: report.accounts.toReversed() };
    const there = fromFragment(toFragment(everything, keys), createKeys(next, units));
    expect(there.filter.chosen.account).toEqual(new Set([report.accounts.length - 1 - 3]));
  });

  it.each([
    'view=sideways&sort=-up&account=000000000000&state=lost&look=away&of=age&expires=31&show=%5B%22grant%22%5D',
    'show=%5B%22constructor%22%2C%22x%22%5D&show=}{',
    'show=12&principal=__proto__',
  ])('is read as far as it makes sense: %s', (fragment) => {
    expect(fromFragment(fragment, keys)).toEqual(startState);
  });
});

describe('a cell of the CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('of %j is %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});
