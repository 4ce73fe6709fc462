import { matchesGlob } from '../model/glob.ts';
import { compareText } from '../model/order.ts';

/**
 * Finds items by glob, in their order. What begins alike stands together, so that a glob which begins
 * with letters is held against few of them: rules grow with accounts, and each would look at every one.
 */
export function globIndex<T>(
  items: readonly T[],
  textOf: (item: T) => string,
): (glob: string) => T[] {
  const sorted = items
    .map((item, order) => ({ item, order, text: textOf(item) }))
    .toSorted((a, b) => compareText(a.text, b.text));
  const firstFrom = (beginning: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.text ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (glob) => {
    const beginning = glob.slice(0, glob.search(/[*?]|$/));
    const found = [];
    for (let at = firstFrom(beginning); at < sorted.length; at += 1) {
      const entry = sorted[at];
      if (entry === undefined || !entry.text.startsWith(beginning)) break;
      if (matchesGlob(glob, entry.text)) found.push(entry);
    }
    return found.toSorted((a, b) => a.order - b.order).map(({ item }) => item);
  };
}
