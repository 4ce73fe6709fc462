import type { Clock } from '../../ports/clock.ts';

/** AWS's lists trail its writes by seconds; waits double from one second, about half a minute in all. */
const WAITS = [1000, 2000, 4000, 8000, 15_000];

/** Asks until the answer satisfies, within a bound; returns the last answer either way. */
export async function eventually<T>(
  clock: Clock,
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  waits: readonly number[] = WAITS,
): Promise<T> {
  let answer = await ask();
  for (const wait of waits) {
    if (satisfies(answer)) return answer;
    await clock.sleep(wait);
    answer = await ask();
  }
  return answer;
}
