/** Orders by UTF-16 code unit: the same on every machine, unlike the locale's order. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A sorted copy, by the text that `key` gives. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return Array.from(items, (item) => ({ item, text: key(item) }))
    .toSorted((a, b) => compareText(a.text, b.text))
    .map(({ item }) => item);
}

/** A sorted copy without repetitions. */
export function sortedUnique<T extends string>(items: Iterable<T>): T[] {
  return [...new Set(items)].toSorted(compareText);
}
