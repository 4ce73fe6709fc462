import { at } from './at.ts';

/** Many short lists of numbers in two arrays: of 25,000 grants in 2,000 accounts, no 2,000 objects. */
export class Lists {
  readonly #starts: Uint32Array;
  readonly #items: Uint32Array;

  private constructor(starts: Uint32Array, items: Uint32Array) {
    this.#starts = starts;
    this.#items = items;
  }

  /** `pairs` calls its argument once for each (list, item); it is asked twice, for counts and content. */
  static from(count: number, pairs: (put: (list: number, item: number) => void) => void): Lists {
    const starts = new Uint32Array(count + 1);
    pairs((list) => {
      starts[list + 1] = at(starts, list + 1) + 1;
    });
    for (let index = 0; index < count; index += 1) {
      starts[index + 1] = at(starts, index + 1) + at(starts, index);
    }
    const items = new Uint32Array(at(starts, count));
    const next = starts.slice();
    pairs((list, item) => {
      const place = at(next, list);
      items[place] = item;
      next[list] = place + 1;
    });
    return new Lists(starts, items);
  }

  of(list: number): Uint32Array {
    return this.#items.subarray(at(this.#starts, list), at(this.#starts, list + 1));
  }
}
