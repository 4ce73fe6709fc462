import { at } from './at.ts';

/** The place of each name among all of them, so that sorting rows compares numbers. Equal names share one. */
export function rankOf(names: readonly string[]): Uint32Array {
  const texts = names.map(natural);
  const order = texts
    .map((_, index) => index)
    .toSorted((a, b) => compare(at(texts, a), at(texts, b)));
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (const [place, index] of order.entries()) {
    const before = order[place - 1];
    if (before !== undefined && texts[before] !== texts[index]) rank += 1;
    ranks[index] = rank;
  }
  return ranks;
}

/** So that `dev-2` comes before `dev-10`. */
function natural(name: string): string {
  return name.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
