import { describe, expect, it } from 'vitest';
import { at } from '../../../src/page/model/at.ts';
import { noFilter } from '../../../src/page/model/filter.ts';
import { gridMove } from '../../../src/page/model/grid-move.ts';
import { buildMatrix } from '../../../src/page/model/matrix.ts';
import { indexReport } from '../../../src/page/model/report-index.ts';
import { selectGrants } from '../../../src/page/model/select-grants.ts';
import { scrollTo, virtualWindow } from '../../../src/page/model/virtual-window.ts';
import { makeAccessReport } from '../support/make-access-report.ts';

const index = indexReport(makeAccessReport({ groups: 40, accounts: 80, grants: 300, people: 100 }));
const { report } = index;
const { grants } = selectGrants(index, noFilter);
const plain = { by: 'accounts', empty: false, order: 'name' } as const;

describe('the matrix', () => {
  it('holds every grant of an account in the cell of its principal, once, and counts the others', () => {
    const matrix = buildMatrix(index, grants, noFilter, plain);
    const held = matrix.cells.flatMap((cells, row) =>
      cells.flatMap((cell) =>
        cell.grants.map((grant) => [grant, at(matrix.rows, row), at(matrix.columns, cell.column)]),
      ),
    );
    const toAccounts = report.grants.filter(
      ({ account }) => at(report.accounts, account).application === null,
    );
    const expected = toAccounts.map(({ account, principal }, grant) => [grant, principal, account]);
    expect(matrix.elsewhere).toBe(report.grants.length - toAccounts.length);
    expect(matrix.elsewhere).toBeGreaterThan(0);
    expect(held.toSorted((a, b) => at(a, 0) - at(b, 0))).toEqual(expected);
  });

  it('puts the accounts of a unit beside each other, under its name', () => {
    const { bands, columns } = buildMatrix(index, grants, noFilter, plain);
    expect(bands.map(({ unit }) => unit)).toEqual([
      '/Workloads/Dev',
      '/Workloads/Prod',
      '/Workloads/Test',
    ]);
    for (const { end, start, unit } of bands) {
      const units = Array.from(
        columns.slice(start, end),
        (account) => at(report.accounts, account).unit,
      );
      expect(new Set(units)).toEqual(new Set([unit]));
    }
    const dev = Array.from(
      columns.slice(0, at(bands, 0).end),
      (account) => at(report.accounts, account).name,
    );
    expect(dev.filter((name) => name.startsWith('ledger-'))).toEqual([
      'ledger-dev',
      'ledger-dev-2',
    ]);
  });

  it('leaves out rows and columns without anything in them, unless they are asked for', () => {
    const few = grants.slice(0, 3);
    const small = buildMatrix(index, few, noFilter, plain);
    expect(small.rows.length).toBeLessThanOrEqual(3);
    const whole = buildMatrix(index, few, noFilter, { ...plain, empty: true });
    expect(whole.rows.length).toBe(report.principals.length);
    expect(whole.columns.length).toBe(
      report.accounts.filter(({ application }) => application === null).length,
    );
  });

  it('tells of each cell what in it is not as the files say, gravest first', () => {
    const { source } = index;
    const [unmanaged, otherOwner] = [5, 8];
    const grant = (principal: number, account: number, permissionSet: number) => ({
      ...at(source.grants, 0),
      principal,
      account,
      permissionSet,
      ignored: false,
      origins: [],
      state: 'live' as const,
    });
    const odd = indexReport({
      ...source,
      principals: source.principals.map((each, place) => ({ ...each, gone: place === 3 })),
      grants: [
        { ...grant(0, 0, 1), origins: [0] },
        { ...grant(0, 1, 1), origins: [0] },
        grant(0, 1, otherOwner),
        grant(0, 1, unmanaged),
        grant(0, 1, 2),
        { ...grant(1, 0, 1), ignored: true },
        { ...grant(2, 0, 1), state: 'missing', origins: [0] },
        grant(3, 0, 1),
      ],
      applicationGrants: [],
    });
    const all = selectGrants(odd, noFilter).grants;
    const told = buildMatrix(odd, all, noFilter, plain).cells.flat();
    const ofGrant = (wanted: number) => [
      ...(told.find((cell) => cell.grants.includes(wanted))?.remarks ?? []),
    ];
    expect(ofGrant(0)).toEqual([]);
    expect(ofGrant(1)).toEqual([
      ['undeclared', 1],
      ['unmanaged', 1],
      ['other-owner', 1],
    ]);
    expect(ofGrant(5)).toEqual([['ignored', 1]]);
    expect(ofGrant(6)).toEqual([]);
    expect(ofGrant(7)).toEqual([
      ['gone', 1],
      ['undeclared', 1],
    ]);
  });

  it('counts the accounts of a unit that somebody can reach', () => {
    const { cells, columns, rows } = buildMatrix(index, grants, noFilter, {
      ...plain,
      by: 'units',
      order: 'most',
    });
    const [first] = at(cells, 0);
    const unit = at(index.units, at(columns, first?.column ?? 0));
    const reached = report.grants
      .filter(({ principal }) => principal === at(rows, 0))
      .map(({ account }) => at(report.accounts, account))
      .filter((account) => account.unit === unit);
    expect(first?.accounts).toBe(new Set(reached.map(({ id }) => id)).size);
  });
});

describe('the window onto many rows', () => {
  it('draws what is in sight and a little more', () => {
    const { end, first, height, topOf } = virtualWindow(1000, 20, { scroll: 4000, size: 400 }, 2);
    expect({ first, end, height, top: topOf(first) }).toEqual({
      first: 198,
      end: 222,
      height: 20_000,
      top: 3960,
    });
  });

  it('reaches the last of more rows than a browser can be high, and puts it at the very end', () => {
    const last = virtualWindow(2_000_000, 46, { scroll: 15_000_000 - 600, size: 600 });
    expect(last.height).toBe(15_000_000);
    expect(last.end).toBe(2_000_000);
    expect(last.topOf(1_999_999) + 46).toBeCloseTo(15_000_000, 0);
    for (const row of [0, 999_999, 1_999_999]) {
      const scroll = scrollTo(row, 2_000_000, 46, { scroll: 7_000_000, size: 600 });
      const seen = virtualWindow(2_000_000, 46, { scroll, size: 600 }, 0);
      expect(seen.first).toBeLessThanOrEqual(row);
      expect(seen.end).toBeGreaterThan(row);
      expect(seen.topOf(row)).toBeGreaterThanOrEqual(scroll - 1);
      expect(seen.topOf(row) + 46).toBeLessThanOrEqual(scroll + 601);
    }
  });
});

describe('the arrow keys', () => {
  const size = { rows: 10, columns: 5, firstColumn: -1, page: 4 } as const;
  it.each([
    ['ArrowDown', false, { row: 4, column: 2 }],
    ['PageDown', false, { row: 7, column: 2 }],
    ['PageUp', false, { row: 0, column: 2 }],
    ['Home', false, { row: 3, column: -1 }],
    ['End', false, { row: 3, column: 4 }],
    ['Home', true, { row: 0, column: -1 }],
    ['End', true, { row: 9, column: 4 }],
  ])('lead with %s (Ctrl: %s) to %j', (key, ctrl, place) => {
    expect(gridMove({ row: 3, column: 2 }, { key, ctrl }, size)).toEqual(place);
  });

  it('stop at the edges, and leave other keys alone', () => {
    expect(gridMove({ row: -1, column: -1 }, { key: 'ArrowUp', ctrl: false }, size)).toEqual({
      row: -1,
      column: -1,
    });
    expect(gridMove({ row: 9, column: 4 }, { key: 'ArrowRight', ctrl: false }, size)).toEqual({
      row: 9,
      column: 4,
    });
    expect(gridMove({ row: 0, column: 0 }, { key: 'Tab', ctrl: false }, size)).toBeNull();
  });
});
