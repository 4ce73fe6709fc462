import { type PageState, withRows } from '../model/page-state.ts';
import { button, element, setAttribute } from './element.ts';

export interface ToolbarActions {
  readonly change: (state: Partial<PageState>) => void;
  readonly search: (text: string) => void;
  readonly save: () => void;
}

const PAUSE = 120;

/** Search, the two views, and what each can be told. */
export class Toolbar {
  readonly root = element('div', 'toolbar', {});
  readonly #search: HTMLInputElement;
  readonly #views: readonly Switch[];
  #state: PageState | null = null;
  #waiting = 0;

  constructor(namesPeople: boolean, { change, save, search }: ToolbarActions) {
    this.#search = element('input', '', {
      attributes: {
        id: 'search',
        type: 'search',
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: 'Names, account ids, files, reasons …',
      },
      on: {
        input: () => {
          clearTimeout(this.#waiting);
          this.#waiting = window.setTimeout(() => {
            this.#waiting = 0;
            search(this.#search.value);
          }, PAUSE);
        },
      },
    });
    const matrix = (patch: Partial<PageState['matrix']>): void => {
      if (this.#state !== null) change({ matrix: { ...this.#state.matrix, ...patch } });
    };
    const lines = (rows: PageState['rows']): void => {
      if (this.#state !== null) change(withRows(this.#state, rows));
    };
    const inList = (state: PageState): boolean => state.view === 'list' && namesPeople;
    const inMatrix = (state: PageState): boolean => state.view === 'matrix';
    this.#views = [
      toggle('View', () => true, [
        option(
          'List',
          ({ view }) => view === 'list',
          () => change({ view: 'list' }),
        ),
        option(
          'Matrix',
          ({ view }) => view === 'matrix',
          () => change({ view: 'matrix' }),
        ),
      ]),
      toggle('Lines', inList, [
        option(
          'By group',
          ({ rows }) => rows === 'assignments',
          () => lines('assignments'),
        ),
        option(
          'By person',
          ({ rows }) => rows === 'people',
          () => lines('people'),
        ),
      ]),
      toggle('Columns', inMatrix, [
        option(
          'Accounts',
          (state) => state.matrix.by === 'accounts',
          () => matrix({ by: 'accounts' }),
        ),
        option(
          'Units',
          (state) => state.matrix.by === 'units',
          () => matrix({ by: 'units' }),
        ),
      ]),
      toggle('Order of rows', inMatrix, [
        option(
          'A–Z',
          (state) => state.matrix.order === 'name',
          () => matrix({ order: 'name' }),
        ),
        option(
          'Most first',
          (state) => state.matrix.order === 'most',
          () => matrix({ order: 'most' }),
        ),
      ]),
      toggle('Size', inMatrix, [
        option(
          'Normal',
          (state) => state.matrix.zoom === 'normal',
          () => matrix({ zoom: 'normal' }),
        ),
        option(
          'Compact',
          (state) => state.matrix.zoom === 'compact',
          () => matrix({ zoom: 'compact' }),
        ),
      ]),
      toggle('Empty rows and columns', inMatrix, [
        option(
          'Show empty',
          (state) => state.matrix.empty,
          () => matrix({ empty: this.#state?.matrix.empty === false }),
        ),
      ]),
    ];
    this.root.append(
      element(
        'div',
        'search',
        { attributes: { role: 'search' } },
        element('label', 'hidden', { attributes: { for: 'search' } }, 'Search all names'),
        this.#search,
      ),
      ...this.#views.map(({ root }) => root),
      exportButton(save),
    );
  }

  show(state: PageState): void {
    this.#state = state;
    // What somebody has just typed is not in the state yet, and must not be overwritten by it.
    if (this.#waiting === 0 && document.activeElement !== this.#search) {
      this.#search.value = state.filter.text;
    }
    for (const each of this.#views) each.show(state);
  }
}

function exportButton(save: () => void): HTMLElement {
  const made = button('Export CSV', 'quiet-button export', save);
  setAttribute(made, 'title', 'The lines of access-report.csv that are left, one for each person');
  return made;
}

interface Switch {
  readonly root: HTMLElement;
  readonly show: (state: PageState) => void;
}

interface Option extends Switch {
  readonly root: HTMLButtonElement;
}

function option(words: string, isOn: (state: PageState) => boolean, press: () => void): Option {
  const root = button(words, '', press);
  return {
    root,
    show: (state) => setAttribute(root, 'aria-pressed', isOn(state) ? 'true' : 'false'),
  };
}

function toggle(
  label: string,
  isShown: (state: PageState) => boolean,
  options: readonly Option[],
): Switch {
  const root = element(
    'div',
    'switch',
    { attributes: { role: 'group', 'aria-label': label } },
    ...options.map((each) => each.root),
  );
  return {
    root,
    show: (state) => {
      root.hidden = !isShown(state);
      for (const each of options) each.show(state);
    },
  };
}
