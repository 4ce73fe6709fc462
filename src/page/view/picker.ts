import { suggest } from '../model/suggest.ts';
import { button, element, setAttribute } from './element.ts';
import { number } from './words.ts';

const MOST = 40;

export interface PickerOptions {
  readonly id: string;
  readonly label: string;
  readonly folded: readonly string[];
  readonly nameOf: (index: number) => string;
  readonly noteOf: (index: number) => string;
  /** What is never offered. */
  readonly left: ReadonlySet<number>;
  readonly change: (index: number) => void;
}

/** A field in which one types part of a name and chooses from what fits: ARIA's combobox with a list. */
export class Picker {
  readonly root: HTMLElement;
  readonly #options: PickerOptions;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #chosen = element('ul', 'chosen', {});
  #taken: ReadonlySet<number> = new Set();
  #offered: readonly number[] = [];
  #active = -1;

  constructor(options: PickerOptions) {
    this.#options = options;
    const { id, label } = options;
    this.#list = element('ul', 'offers', {
      attributes: { role: 'listbox', id: `${id}-offers`, 'aria-label': label, hidden: true },
    });
    this.#input = element('input', '', {
      attributes: {
        id,
        type: 'text',
        role: 'combobox',
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: `Any of ${number(options.folded.length - options.left.size)}`,
        'aria-expanded': 'false',
        'aria-autocomplete': 'list',
        'aria-controls': `${id}-offers`,
      },
      on: {
        input: () => this.#offer(),
        focus: () => this.#offer(),
        blur: () => this.#close(),
        keydown: (event) => this.#press(event),
      },
    });
    // The field would lose the focus, and the list close, before a click arrives.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.root = element(
      'div',
      'picker',
      {},
      element('label', '', { attributes: { for: id } }, label),
      element('div', 'field', {}, this.#input, this.#list),
      this.#chosen,
    );
  }

  show(taken: ReadonlySet<number>): void {
    this.#taken = taken;
    const { change, label, nameOf } = this.#options;
    this.#chosen.replaceChildren(
      ...[...taken].map((index) => {
        const remove = button('✕', 'remove', () => {
          change(index);
          this.#input.focus();
        });
        setAttribute(remove, 'aria-label', `Remove ${label.toLowerCase()} ${nameOf(index)}`);
        return element('li', '', {}, element('span', '', {}, nameOf(index)), remove);
      }),
    );
  }

  #offer(): void {
    const { folded, left, nameOf, noteOf } = this.#options;
    const taken = left.size === 0 ? this.#taken : new Set([...this.#taken, ...left]);
    const { indexes, total } = suggest(folded, this.#input.value, taken, MOST);
    this.#offered = indexes;
    this.#active = -1;
    const rows = indexes.map((index, place) =>
      element(
        'li',
        'offer',
        {
          attributes: {
            role: 'option',
            id: `${this.#options.id}-${place}`,
            'aria-selected': 'false',
          },
          on: { click: () => this.#choose(place) },
        },
        element('span', 'name', {}, nameOf(index)),
        element('span', 'quiet', {}, noteOf(index)),
      ),
    );
    if (total > indexes.length || total === 0) {
      const words =
        total === 0
          ? 'Nothing has such a name'
          : `and ${number(total - indexes.length)} more: type on`;
      rows.push(
        element(
          'li',
          'quiet more',
          { attributes: { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' } },
          words,
        ),
      );
    }
    this.#list.replaceChildren(...rows);
    this.#list.hidden = false;
    setAttribute(this.#input, 'aria-expanded', 'true');
    setAttribute(this.#input, 'aria-activedescendant', null);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#active = -1;
    setAttribute(this.#input, 'aria-expanded', 'false');
    setAttribute(this.#input, 'aria-activedescendant', null);
  }

  #choose(place: number): void {
    const index = this.#offered[place];
    if (index === undefined) return;
    this.#input.value = '';
    this.#close();
    this.#options.change(index);
  }

  #press(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (this.#list.hidden) this.#offer();
        this.#move(event.key === 'ArrowDown' ? 1 : -1);
        return;
      case 'Enter':
        event.preventDefault();
        if (!this.#list.hidden) this.#choose(Math.max(0, this.#active));
        return;
      case 'Escape':
        if (this.#list.hidden) return;
        event.stopPropagation();
        this.#close();
        return;
      default:
    }
  }

  #move(step: 1 | -1): void {
    const { length } = this.#offered;
    if (length === 0) return;
    this.#active =
      this.#active < 0 && step < 0 ? length - 1 : (this.#active + step + length) % length;
    for (const [place, row] of [...this.#list.children].entries()) {
      setAttribute(row, 'aria-selected', place === this.#active ? 'true' : 'false');
      if (place === this.#active) row.scrollIntoView({ block: 'nearest' });
    }
    setAttribute(this.#input, 'aria-activedescendant', `${this.#options.id}-${this.#active}`);
  }
}
