import { at } from '../model/at.ts';
import type { Place, Stroke } from '../model/grid-move.ts';
import type { Cell, Matrix } from '../model/matrix.ts';
import type { PageState, Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { signs } from './badge.ts';
import { element } from './element.ts';
import { type Columns, type GridSource, placed } from './virtual-grid.ts';
import { remarkWords } from './remark-words.ts';
import { count, peopleOf, unitName } from './words.ts';

export interface MatrixActions {
  readonly open: (subject: Subject) => void;
  /** Somebody looks at a cell; null when they no longer do. */
  readonly tell: (words: string, place: Place | null) => void;
}

const sizes = {
  normal: { column: 34, row: 30, side: 260, letter: 7.2 },
  compact: { column: 18, row: 18, side: 220, letter: 6.6 },
};

/** Who by where, drawn as far as it is in sight. */
export function matrixSource(
  index: ReportIndex,
  matrix: Matrix,
  zoom: PageState['matrix']['zoom'],
  { open, tell }: MatrixActions,
): GridSource {
  const size = sizes[zoom];
  const { columns, rows } = matrix;
  const columnName = (column: number): string => nameOfColumn(index, matrix, column);
  const rowName = (row: number): string => at(index.report.principals, at(rows, row)).name;
  const cellAt = ({ column, row }: Place): Cell | undefined =>
    row < 0 ? undefined : matrix.cells[row]?.find((cell) => cell.column === column);
  const left = (cell: HTMLElement, column: number): HTMLElement => {
    cell.style.left = `${size.side + column * size.column}px`;
    return cell;
  };
  return {
    label: `Groups and users by ${matrix.by}`,
    rows: rows.length,
    columns: columns.length,
    firstColumn: -1,
    rowSize: size.row,
    columnSize: size.column,
    head: { width: size.side, height: headHeight(columns.length, columnName, size.letter) },
    drawHead: (window_) => [
      placed(
        element(
          'div',
          'corner',
          { attributes: { role: 'columnheader' } },
          `${count(rows.length, 'group or user', 'groups and users')} by ${count(columns.length, matrix.by === 'units' ? 'unit' : 'account')}`,
        ),
        { row: -1, column: -1 },
        -1,
      ),
      ...bands(matrix, window_, size),
      ...drawn(window_).map((column) => {
        const unit = matrix.by === 'accounts' ? accountOf(index, matrix, column).unit : '';
        const header = element(
          'div',
          'column-name',
          { attributes: { role: 'columnheader', title: columnName(column) } },
          element('span', '', {}, columnName(column)),
          element('span', 'hidden', {}, unit === '' ? '' : `, ${unit}`),
        );
        return placed(left(header, column), { row: -1, column }, -1);
      }),
    ],
    drawRow: (row, window_) => {
      const people = peopleOf(index, at(rows, row));
      const header = element(
        'div',
        'row-name',
        { attributes: { role: 'rowheader', title: `${rowName(row)}: ${people}` } },
        element('span', 'name', {}, rowName(row)),
        element(
          'span',
          'quiet',
          {},
          people
            .replace(/^group, |, [\d,]+ disabled$/g, '')
            .replace('people not known', '? people'),
        ),
        element('span', 'hidden', {}, /, [\d,]+ disabled$/.exec(people)?.[0] ?? ''),
      );
      const cells = (matrix.cells[row] ?? []).filter(
        ({ column }) =>
          (column >= window_.first && column < window_.end) || column === window_.active,
      );
      const filled = cells.map((cell) => {
        const words = `${rowName(row)}, ${columnName(cell.column)}: ${cellWords(matrix, cell)}`;
        const [remark] = cell.remarks.keys();
        const kinds = [
          'mark',
          cell.administrator ? 'administrator' : null,
          cell.live ? null : 'missing',
          remark === undefined ? null : `remarked ${remark}`,
        ];
        const face = element(
          'div',
          kinds.filter((kind) => kind !== null).join(' '),
          { attributes: { role: 'gridcell', 'aria-label': words } },
          remark === undefined ? null : element('span', 'sign', {}, signs[remark]),
          String(matrix.by === 'units' ? cell.accounts : cell.permissionSets),
        );
        return placed(left(face, cell.column), { row, column: cell.column }, -1);
      });
      const { active } = window_;
      if (active !== null && active >= 0 && cells.every(({ column }) => column !== active)) {
        const words = `${rowName(row)}, ${columnName(active)}: no access`;
        const hole = element('div', 'mark hole', {
          attributes: { role: 'gridcell', 'aria-label': words },
        });
        filled.push(placed(left(hole, active), { row, column: active }, -1));
      }
      return [placed(header, { row, column: -1 }, -1), ...filled];
    },
    open: (place) => {
      const subject = subjectAt(matrix, place, cellAt(place));
      if (subject !== null) open(subject);
    },
    jump: ({ column, row }, stroke) => jumpTo(matrix, { row, column }, stroke),
    point: (place) => {
      if (place === null || place.row < 0 || place.column < 0) {
        tell('', place);
        return;
      }
      const cell = cellAt(place);
      const words = cell === undefined ? 'no access' : cellNames(index, cell);
      tell(`${rowName(place.row)} in ${columnName(place.column)}: ${words}`, place);
    },
  };
}

/** As high as the longest name asks for, within reason; a longer one is cut, and whole where one points. */
function headHeight(length: number, nameAt: (column: number) => string, letter: number): number {
  let longest = 0;
  for (let column = 0; column < length; column += 1) {
    longest = Math.max(longest, nameAt(column).length);
  }
  return Math.round(Math.max(110, Math.min(250, 44 + longest * letter)));
}

function drawn({ active, end, first }: Columns): number[] {
  const list = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
  if (active === null || active < 0 || (active >= first && active < end)) return list;
  return active < first ? [active, ...list] : [...list, active];
}

function bands(
  { bands: all }: Matrix,
  { end, first }: Columns,
  size: { readonly column: number; readonly side: number },
): HTMLElement[] {
  return all
    .filter((band) => band.end > first && band.start < end)
    .map((band) => {
      const made = element(
        'div',
        'band',
        { attributes: { 'aria-hidden': 'true' } },
        element('span', '', {}, unitName(band.unit)),
      );
      made.style.left = `${size.side + band.start * size.column}px`;
      made.style.width = `${(band.end - band.start) * size.column}px`;
      return made;
    });
}

function accountOf(index: ReportIndex, { columns }: Matrix, column: number) {
  return at(index.report.accounts, at(columns, column));
}

function nameOfColumn(index: ReportIndex, matrix: Matrix, column: number): string {
  return matrix.by === 'accounts'
    ? accountOf(index, matrix, column).name || accountOf(index, matrix, column).id
    : unitName(at(index.units, at(matrix.columns, column)));
}

function cellWords({ by }: Matrix, cell: Cell): string {
  const parts = [
    count(cell.permissionSets, 'permission set'),
    by === 'units' ? `in ${count(cell.accounts, 'account')}` : null,
    cell.administrator ? 'administrator-level' : null,
    cell.live ? null : 'missing in AWS',
    ...remarkWords(cell),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function cellNames(index: ReportIndex, cell: Cell): string {
  const { accounts, grants } = cell;
  const sets = new Set(grants.map((grant) => at(index.report.grants, grant).permissionSet));
  const names = [...sets].slice(0, 6).map((set) => {
    const { administrator, name } = at(index.report.permissionSets, set);
    return administrator === null ? name : `▲ ${name}`;
  });
  const more = sets.size > names.length ? ` and ${sets.size - names.length} more` : '';
  const where = accounts > 1 ? ` in ${count(accounts, 'account')}` : '';
  const remarked = cell.remarks.size === 0 ? '' : ` (${remarkWords(cell).join(', ')})`;
  return `${names.join(', ')}${more}${where}${remarked}`;
}

function subjectAt({ by, columns, rows }: Matrix, place: Place, cell?: Cell): Subject | null {
  const { column, row } = place;
  if (column < 0) return row < 0 ? null : { kind: 'principal', index: at(rows, row) };
  if (row < 0) return by === 'accounts' ? { kind: 'account', index: at(columns, column) } : null;
  if (cell === undefined) return null;
  return { kind: 'cell', principal: at(rows, row), by, column: at(columns, column) };
}

/** With Ctrl, arrows go to the next filled cell, as in spreadsheets. */
function jumpTo(
  { cells, columns, rows }: Matrix,
  { column, row }: Place,
  stroke: Stroke,
): Place | null {
  if (!stroke.ctrl || row < 0) return null;
  switch (stroke.key) {
    case 'ArrowRight':
      return {
        row,
        column: cells[row]?.find((cell) => cell.column > column)?.column ?? columns.length - 1,
      };
    case 'ArrowLeft':
      return { row, column: cells[row]?.findLast((cell) => cell.column < column)?.column ?? -1 };
    case 'ArrowDown':
    case 'ArrowUp': {
      const step = stroke.key === 'ArrowDown' ? 1 : -1;
      for (let next = row + step; next >= 0 && next < rows.length; next += step) {
        if (cells[next]?.some((cell) => cell.column === column) === true)
          return { row: next, column };
      }
      return { row: step > 0 ? rows.length - 1 : 0, column };
    }
    default:
      return null;
  }
}
