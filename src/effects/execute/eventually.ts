import type { Clock } from '../../ports/clock.ts';

/** AWS's lists trail its writes by seconds; waits double from one second, about half a minute in all. */
const WAITS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Asks until the answer satisfies, within a bound and not after `until`; returns the last answer either way, at once when
 * `signal` is aborted: a cancelled job has seconds to say what it did.
 */
export async function eventually<T>(
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  waits: readonly number[] = WAITS,
  until = Infinity,
): Promise<T> {
  let answer = await ask();
  for (const wait of waits) {
    if (satisfies(answer) || clock.now() + wait > until) return answer;
    if (!(await slept(clock, wait, signal))) return answer;
    answer = await ask();
  }
  return answer;
}

/** False where the wait was cut short. */
export async function slept(clock: Clock, wait: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(wait, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
