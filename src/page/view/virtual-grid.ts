import { type GridSize, gridMove, type Place, type Stroke, within } from '../model/grid-move.ts';
import { scrollTo, virtualWindow } from '../model/virtual-window.ts';
import { element, setAttribute } from './element.ts';

/** What a grid shows. Places count from 0; -1 is the header row and the header column. */
export interface GridSource {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly firstColumn: 0 | -1;
  readonly rowSize: number;
  /** Pixels of a column where columns are drawn as they come into sight; null where all are drawn. */
  readonly columnSize: number | null;
  readonly head: { readonly width: number; readonly height: number };
  /** Cells of the header; those that a place can be on carry it, see `placed`. */
  readonly drawHead: (window: Columns) => readonly HTMLElement[];
  readonly drawRow: (row: number, window: Columns) => readonly HTMLElement[];
  readonly open: (place: Place) => void;
  /** Somewhere farther, for keys that the pattern leaves free. */
  readonly jump?: (place: Place, stroke: Stroke) => Place | null;
  readonly point?: (place: Place | null) => void;
}

export interface Columns {
  readonly first: number;
  readonly end: number;
  /** A column that must be drawn wherever it is, since the focus is there; null for none. */
  readonly active: number | null;
}

/** Marks an element as a cell of the grid. */
export function placed(
  cell: HTMLElement,
  { row, column }: Place,
  firstColumn: 0 | -1,
): HTMLElement {
  cell.dataset['row'] = String(row);
  cell.dataset['column'] = String(column);
  cell.tabIndex = -1;
  setAttribute(cell, 'aria-colindex', column - firstColumn + 1);
  return cell;
}

const STEP = 8;

/** A grid of any size of which only what is in sight is in the document, with its one tab stop. */
export class VirtualGrid {
  readonly root = element('div', 'grid', { attributes: { role: 'grid' } });
  readonly #canvas = element('div', 'grid-canvas', { attributes: { role: 'presentation' } });
  readonly #head = element('div', 'grid-head', { attributes: { role: 'row', 'aria-rowindex': 1 } });
  readonly #body = element('div', 'grid-rows', { attributes: { role: 'rowgroup' } });
  readonly #drawn = new Map<number, { readonly row: HTMLElement; key: string }>();
  #source: GridSource | null = null;
  #active: Place = { row: -1, column: 0 };
  #version = 0;
  #headKey = '';
  #frame = 0;
  #focused = false;
  #wantsFocus = false;

  constructor() {
    const headGroup = element(
      'div',
      'grid-head-group',
      { attributes: { role: 'rowgroup' } },
      this.#head,
    );
    this.#canvas.append(headGroup, this.#body);
    this.root.append(this.#canvas);
    this.root.addEventListener('scroll', () => this.#later(), { passive: true });
    this.root.addEventListener('keydown', (event) => this.#press(event));
    this.root.addEventListener('click', (event) => this.#click(event));
    this.root.addEventListener('focusin', (event) => this.#enter(event.target));
    this.root.addEventListener('focusout', () => {
      this.#focused = false;
    });
    this.root.addEventListener('pointerover', (event) =>
      this.#source?.point?.(placeOf(event.target)),
    );
    this.root.addEventListener('pointerleave', () => this.#source?.point?.(null));
    new ResizeObserver(() => this.#later()).observe(this.root);
  }

  /** Shows something else; keeps the place of the focus where it still exists. */
  show(source: GridSource, from: 'top' | 'here'): void {
    this.#source = source;
    this.#version += 1;
    const { columnSize, columns, head, rowSize, rows } = source;
    setAttribute(this.root, 'aria-label', source.label);
    setAttribute(this.root, 'aria-rowcount', rows + 1);
    setAttribute(this.root, 'aria-colcount', columns - source.firstColumn);
    const { height } = virtualWindow(rows, rowSize, { scroll: 0, size: 0 });
    this.#body.style.height = `${height}px`;
    this.#canvas.style.width = columnSize === null ? '' : `${head.width + columns * columnSize}px`;
    // Lines of the grid end where its columns do.
    const wide = columnSize === null ? '100%' : `${head.width + columns * columnSize}px`;
    this.root.style.setProperty('--wide', wide);
    this.root.style.setProperty('--head', `${head.height}px`);
    this.root.style.setProperty('--side', `${head.width}px`);
    // Who sorts by a heading stays on it.
    const stays = from === 'here' || (this.#focused && this.#active.row === -1);
    this.#active = stays ? this.#active : { row: -1, column: 0 };
    this.#active = within(this.#active, this.#size());
    if (from === 'top') this.root.scrollTo({ top: 0, left: 0 });
    this.draw();
  }

  focus(): void {
    if (this.#active.row === -1 && this.#source !== null && this.#source.rows > 0) {
      this.#go({ row: 0, column: 0 });
    } else {
      this.#go(this.#active);
    }
  }

  draw(): void {
    const source = this.#source;
    if (source === null) return;
    // Taking a cell away takes the focus from it, and some browsers say so.
    const hadFocus = this.#focused;
    const { rowSize, rows } = source;
    const view = this.#view();
    const sight = virtualWindow(rows, rowSize, view.vertical);
    const columns = this.#columns(source, view.horizontal);
    const headKey = `${this.#version} ${columns.first} ${columns.end} ${this.#active.row === -1}`;
    if (headKey !== this.#headKey || this.#active.row === -1) {
      const active = this.#active.row === -1 ? this.#active.column : null;
      this.#head.replaceChildren(...source.drawHead({ ...columns, active }));
      this.#headKey = headKey;
    }
    const wanted = new Set<number>();
    for (let row = sight.first; row < sight.end; row += 1) wanted.add(row);
    if (this.#active.row >= 0) wanted.add(this.#active.row);
    for (const [row, { row: drawn }] of this.#drawn) {
      if (!wanted.has(row)) {
        drawn.remove();
        this.#drawn.delete(row);
      }
    }
    let before: Element | null = this.#body.firstElementChild;
    for (const row of [...wanted].toSorted((a, b) => a - b)) {
      const drawn = this.#drawRow(source, row, columns);
      drawn.style.transform = `translateY(${sight.topOf(row)}px)`;
      if (drawn === before) before = before.nextElementSibling;
      else this.#body.insertBefore(drawn, before);
    }
    this.#settle(hadFocus || this.#wantsFocus);
  }

  #drawRow(source: GridSource, row: number, columns: Columns): HTMLElement {
    const active = row === this.#active.row ? this.#active.column : null;
    const key = `${this.#version} ${columns.first} ${columns.end} ${active}`;
    const known = this.#drawn.get(row);
    if (known?.key === key) return known.row;
    const made = known?.row ?? element('div', 'grid-row', { attributes: { role: 'row' } });
    setAttribute(made, 'aria-rowindex', row + 2);
    made.style.height = `${source.rowSize}px`;
    made.classList.toggle('odd', row % 2 === 1);
    made.replaceChildren(...source.drawRow(row, { ...columns, active }));
    this.#drawn.set(row, { row: made, key });
    return made;
  }

  /** One cell alone can be reached by tab; the focus follows it through redrawing. */
  #settle(focused: boolean): void {
    this.root.querySelector('[data-row][tabindex="0"]')?.setAttribute('tabindex', '-1');
    const cell = this.#cell(this.#active);
    cell?.setAttribute('tabindex', '0');
    this.#wantsFocus = false;
    if (focused && document.activeElement !== cell) cell?.focus({ preventScroll: true });
  }

  #cell({ column, row }: Place): HTMLElement | null {
    return this.root.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  }

  #go(place: Place): void {
    const source = this.#source;
    if (source === null) return;
    this.#active = place;
    const { columnSize, columns, rowSize, rows } = source;
    const { horizontal, vertical } = this.#view();
    if (place.row >= 0) this.root.scrollTop = scrollTo(place.row, rows, rowSize, vertical);
    if (columnSize !== null && place.column >= 0) {
      this.root.scrollLeft = scrollTo(place.column, columns, columnSize, horizontal);
    }
    this.#wantsFocus = true;
    this.draw();
    if (columnSize === null)
      this.#cell(place)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    source.point?.(place);
  }

  #press(event: KeyboardEvent): void {
    const source = this.#source;
    if (source === null || event.altKey || !(event.target instanceof HTMLElement)) return;
    if (event.target.dataset['row'] === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      source.open(this.#active);
      return;
    }
    const stroke = { key: event.key, ctrl: event.ctrlKey || event.metaKey };
    const to = source.jump?.(this.#active, stroke) ?? gridMove(this.#active, stroke, this.#size());
    if (to === null) return;
    event.preventDefault();
    this.#go(to);
  }

  #click({ target }: Event): void {
    if (target instanceof Element && target.closest('a') !== null) return;
    const place = placeOf(target);
    if (place === null) return;
    this.#go(place);
    this.#source?.open(place);
  }

  #enter(target: EventTarget | null): void {
    this.#focused = true;
    const place = placeOf(target);
    if (place !== null) this.#active = place;
  }

  #size(): GridSize {
    const { columns = 0, firstColumn = 0, rows = 0, rowSize = 1 } = this.#source ?? {};
    const page = Math.max(1, Math.floor(this.#view().vertical.size / rowSize) - 1);
    return { rows, columns, firstColumn, page };
  }

  #view() {
    const { height, width } = this.#source?.head ?? { height: 0, width: 0 };
    const { clientHeight, clientWidth, scrollLeft, scrollTop } = this.root;
    return {
      vertical: { scroll: scrollTop, size: Math.max(0, clientHeight - height) },
      horizontal: { scroll: scrollLeft, size: Math.max(0, clientWidth - width) },
    };
  }

  #columns({ columnSize, columns }: GridSource, view: { scroll: number; size: number }): Columns {
    if (columnSize === null) return { first: 0, end: columns, active: null };
    const { first, end } = virtualWindow(columns, columnSize, view, STEP);
    // In steps, so that rows are drawn anew only now and then while one scrolls sideways.
    return {
      first: Math.floor(first / STEP) * STEP,
      end: Math.min(columns, Math.ceil(end / STEP) * STEP),
      active: null,
    };
  }

  #later(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.draw();
    });
  }
}

function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}
