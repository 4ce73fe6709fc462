/** Organizations gives no more on a page. */
export const organizationsPage = 20;

/** Requests that a list of so many rows takes. */
export function pages(rows: number, size = 100): number {
  return Math.max(1, Math.ceil(rows / size));
}

export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
