import { fold } from './fold.ts';

/** The first names that hold every word, those that begin with the query before the others. */
export function suggest(
  folded: readonly string[],
  query: string,
  taken: ReadonlySet<number>,
  most: number,
): { readonly indexes: readonly number[]; readonly total: number } {
  const asked = fold(query).trim();
  const words = asked.split(/\s+/);
  const starting: number[] = [];
  const others: number[] = [];
  for (const [index, name] of folded.entries()) {
    if (taken.has(index) || !words.every((word) => name.includes(word))) continue;
    (name.startsWith(asked) ? starting : others).push(index);
  }
  return {
    indexes: [...starting, ...others].slice(0, most),
    total: starting.length + others.length,
  };
}
