import { at } from './at.ts';
import type { Filter } from './filter.ts';
import { remarksOf, type Remark } from './remark.ts';
import type { ReportIndex } from './report-index.ts';

/** Who by where. Rows are principals; columns are accounts, or units with all their accounts. */
export interface Matrix {
  readonly by: MatrixColumns;
  /** Indexes of principals. */
  readonly rows: Uint32Array;
  /** Indexes of accounts or of units, those of one unit beside each other. */
  readonly columns: Uint32Array;
  /** Of each row its filled cells, from left to right. */
  readonly cells: readonly (readonly Cell[])[];
  /** Assignments to applications among what was asked for: they have no account, and stand in the list alone. */
  readonly elsewhere: number;
  /** Runs of columns of one unit, from left to right; empty where columns are units. */
  readonly bands: readonly Band[];
}

export type MatrixColumns = 'accounts' | 'units';

export interface Cell {
  readonly column: number;
  readonly grants: readonly number[];
  readonly permissionSets: number;
  readonly accounts: number;
  readonly administrator: boolean;
  /** Whether AWS has any of it. */
  readonly live: boolean;
  /** What is not as the files say, gravest first, and of how many of its grants. */
  readonly remarks: ReadonlyMap<Remark, number>;
}

export interface Band {
  readonly unit: string;
  readonly start: number;
  readonly end: number;
}

export interface MatrixOptions {
  readonly by: MatrixColumns;
  readonly empty: boolean;
  readonly order: 'name' | 'most';
}

export function buildMatrix(
  index: ReportIndex,
  grants: Uint32Array,
  filter: Filter,
  { by, empty, order }: MatrixOptions,
): Matrix {
  const { accounts, principals, grants: all } = index.report;
  const held = grants.filter((grant) => !isOfApplication(index, grant));
  const columnOf = (grant: number): number => {
    const { account } = at(all, grant);
    return by === 'accounts' ? account : at(at(index.unitsOfAccount, account), 0);
  };
  const usedRows = new Set<number>();
  const usedColumns = new Set<number>();
  for (const grant of held) {
    usedRows.add(at(all, grant).principal);
    usedColumns.add(columnOf(grant));
  }
  if (empty) {
    const { account, person, principal, unit } = filter.chosen;
    for (const row of principals.keys()) {
      const chosen = principal.size === 0 || principal.has(row);
      if (chosen && person.size === 0) usedRows.add(row);
    }
    for (const [each, { application }] of accounts.entries()) {
      if (application !== null) continue;
      const units = at(index.unitsOfAccount, each);
      const chosen = account.size === 0 || account.has(each);
      if (chosen && (unit.size === 0 || units.some((one) => unit.has(one)))) {
        usedColumns.add(by === 'accounts' ? each : at(units, 0));
      }
    }
  }
  const columns = Uint32Array.from([...usedColumns].toSorted(columnOrder(index, by)));
  const place = new Map([...columns].map((column, left) => [column, left]));
  const byRow = Map.groupBy(held, (grant) => at(all, grant).principal);
  const rows = Uint32Array.from(
    [...usedRows].toSorted(
      (a, b) =>
        (order === 'most' ? (byRow.get(b)?.length ?? 0) - (byRow.get(a)?.length ?? 0) : 0) ||
        at(index.rank.principals, a) - at(index.rank.principals, b),
    ),
  );
  const cells = Array.from(rows, (row) =>
    [...Map.groupBy(byRow.get(row) ?? [], (grant) => place.get(columnOf(grant)) ?? 0)]
      .map(([column, own]) => cellOf(index, column, own))
      .toSorted((a, b) => a.column - b.column),
  );
  const elsewhere = grants.length - held.length;
  return {
    by,
    rows,
    columns,
    cells,
    elsewhere,
    bands: by === 'accounts' ? bandsOf(index, columns) : [],
  };
}

function isOfApplication({ report }: ReportIndex, grant: number): boolean {
  return at(report.accounts, at(report.grants, grant).account).application !== null;
}

function cellOf(index: ReportIndex, column: number, grants: readonly number[]): Cell {
  const held = grants.map((grant) => at(index.report.grants, grant));
  return {
    column,
    grants,
    permissionSets: new Set(held.map(({ permissionSet }) => permissionSet)).size,
    accounts: new Set(held.map(({ account }) => account)).size,
    administrator: grants.some((grant) => index.administrator[grant] === 1),
    live: held.some(({ state }) => state === 'live'),
    remarks: remarksOf(index, grants),
  };
}

function columnOrder(index: ReportIndex, by: MatrixColumns): (a: number, b: number) => number {
  // Units are sorted already, by path.
  if (by === 'units') return (a, b) => a - b;
  const unitOf = (account: number): number => at(at(index.unitsOfAccount, account), 0);
  return (a, b) =>
    unitOf(a) - unitOf(b) || at(index.rank.accounts, a) - at(index.rank.accounts, b) || a - b;
}

function bandsOf(index: ReportIndex, columns: Uint32Array): Band[] {
  const bands: Band[] = [];
  for (const [place, account] of columns.entries()) {
    const { unit } = at(index.report.accounts, account);
    const last = bands.at(-1);
    if (last?.unit === unit) bands[bands.length - 1] = { ...last, end: place + 1 };
    else bands.push({ unit, start: place, end: place + 1 });
  }
  return bands;
}
