import { at } from '../model/at.ts';
import { hasFilter } from '../model/filter.ts';
import type { Place } from '../model/grid-move.ts';
import { buildMatrix, type Matrix } from '../model/matrix.ts';
import type { PageState, Subject } from '../model/page-state.ts';
import { remarks } from '../model/remark.ts';
import type { Column } from '../model/columns.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { assignmentRows, personRows, type Rows, sortRows } from '../model/rows.ts';
import type { Selection } from '../model/select-grants.ts';
import { signs } from './badge.ts';
import { button, element } from './element.ts';
import { listSource } from './list-source.ts';
import { matrixSource } from './matrix-source.ts';
import { remarkLabels } from './remark-words.ts';
import { VirtualGrid } from './virtual-grid.ts';
import { count, number, placeWords } from './words.ts';

export interface ResultActions {
  readonly open: (subject: Subject) => void;
  readonly sort: (column: Column) => void;
  /** Leads from the matrix to what it has no column for. */
  readonly listApplications: () => void;
}

/** The list or the matrix of what the filters leave, and how much it is. */
export class Results {
  readonly root = element('div', 'results', {});
  readonly counts = element('p', 'counts', { attributes: { role: 'status' } });
  readonly #grid = new VirtualGrid();
  readonly #legend = element('p', 'legend', {});
  readonly #told = element('p', 'told', { attributes: { 'aria-hidden': 'true' } });
  readonly #nothing = element('p', 'nothing', {}, 'Nothing is left. Take a filter away.');
  readonly #index: ReportIndex;
  readonly #actions: ResultActions;

  constructor(index: ReportIndex, actions: ResultActions) {
    this.#index = index;
    this.#actions = actions;
    this.root.append(this.#legend, this.#grid.root, this.#nothing, this.#told);
  }

  show(state: PageState, selection: Selection, from: 'top' | 'here'): void {
    this.#nothing.hidden = selection.grants.length > 0;
    this.#nothing.textContent = 'Nothing is left. Take a filter away.';
    this.#told.textContent = '';
    this.#legend.hidden = state.view === 'list';
    this.#grid.root.className = `grid ${state.view} ${state.view === 'matrix' ? state.matrix.zoom : ''}`;
    if (state.view === 'matrix') this.#showMatrix(state, selection, from);
    else this.#showList(state, selection, from);
  }

  /** The rows of the list, sorted; also where the matrix is shown, for export and paper. */
  rows(state: PageState, selection: Selection): Rows {
    const rows =
      state.rows === 'people'
        ? personRows(this.#index, selection, state.filter)
        : assignmentRows(selection);
    return sortRows(this.#index, rows, state.sort);
  }

  focus(): void {
    this.#grid.focus();
  }

  #showList(state: PageState, selection: Selection, from: 'top' | 'here'): void {
    const rows = this.rows(state, selection);
    const { classList } = this.#grid.root;
    classList.toggle('with-people', rows.person !== null);
    classList.toggle(
      'no-level',
      this.#index.administrator.every((each) => each === 0),
    );
    classList.toggle(
      'no-expires',
      this.#index.endsAt.every((each) => !Number.isFinite(each)),
    );
    this.#grid.show(listSource(this.#index, rows, state.sort, this.#actions), from);
    this.#tell(state, selection, rows.person === null ? null : rows);
  }

  #showMatrix(state: PageState, selection: Selection, from: 'top' | 'here'): void {
    const matrix = buildMatrix(this.#index, selection.grants, state.filter, state.matrix);
    this.#legend.replaceChildren(...legend(matrix), ...this.#elsewhere(matrix));
    if (matrix.rows.length === 0 && matrix.elsewhere > 0) {
      this.#nothing.textContent = 'Applications alone are left, and they are in the list.';
      this.#nothing.hidden = false;
    }
    const tell = (words: string, place: Place | null): void => {
      this.#told.textContent =
        words === '' ? 'Point at a cell, or move there with the arrow keys.' : words;
      this.#light(place);
    };
    tell('', null);
    const { open } = this.#actions;
    this.#grid.show(matrixSource(this.#index, matrix, state.matrix.zoom, { open, tell }), from);
    this.#tell(state, selection, null);
  }

  #elsewhere({ elsewhere }: Matrix): (Node | string)[] {
    if (elsewhere === 0) return [];
    const words = count(elsewhere, 'assignment to an application', 'assignments to applications');
    return ['  Not here: ', button(`${words}, in the list`, 'why', this.#actions.listApplications)];
  }

  /** The names of the row and the column that somebody looks at stand out. */
  #light(place: Place | null): void {
    for (const lit of this.#grid.root.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (place === null || place.row < 0 || place.column < 0) return;
    const { column, row } = place;
    const heads = `[data-row="-1"][data-column="${column}"], [data-row="${row}"][data-column="-1"]`;
    for (const head of this.#grid.root.querySelectorAll(heads)) head.classList.add('lit');
  }

  #tell({ filter }: PageState, { grants }: Selection, lines: Rows | null): void {
    const { accounts, grants: all, principals } = this.#index.report;
    const held = Array.from(grants, (grant) => at(all, grant));
    const holders = new Set(held.map(({ principal }) => principal));
    const places = [...new Set(held.map(({ account }) => account))];
    const people = new Set([...holders].flatMap((each) => at(principals, each).members ?? [])).size;
    const total = hasFilter(filter) ? ` of ${number(all.length)}` : '';
    const words = [
      lines === null ? null : count(lines.length, 'row'),
      `${number(grants.length)}${total} ${all.length === 1 ? 'assignment' : 'assignments'}`,
      count(holders.size, 'group or user', 'groups and users'),
      `${count(people, 'person', 'people')} in them`,
      placeWords(places.map((place) => at(accounts, place))),
    ]
      .filter((each) => each !== null)
      .join(' · ');
    // Said again only when it says something else.
    if (this.counts.textContent !== words) this.counts.textContent = words;
  }
}

function legend({ by, cells }: Matrix): Node[] {
  const seen = new Set(cells.flat().flatMap((cell) => [...cell.remarks.keys()]));
  const sample = (className: string, face: string): HTMLElement =>
    element('span', `mark sample ${className}`, { attributes: { 'aria-hidden': 'true' } }, face);
  const counted = by === 'units' ? 'accounts of the unit' : 'permission sets';
  return [
    sample('', '2'),
    document.createTextNode(` number of ${counted}  `),
    sample('administrator', '2'),
    document.createTextNode(' with a corner: administrator-level  '),
    sample('missing', '1'),
    document.createTextNode(' dashed: in the files, missing in AWS'),
    ...remarks
      .filter((remark) => seen.has(remark))
      .flatMap((remark) => [
        document.createTextNode('  '),
        element(
          'span',
          'entry',
          {},
          sample(`remarked ${remark}`, signs[remark]),
          ` ${remarkLabels[remark]}`,
        ),
      ]),
  ];
}
