import type { Journal } from '../ports/journal.ts';

/** Short work stays silent; the journal passes on a line every few seconds at the most. */
const SHORT = 10;

/** Counts finished parts of long work, and says so. */
export function createCounter(
  journal: Journal,
  verb: string,
  noun: string,
  total: number,
): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (total > SHORT) {
      journal.progress(`${verb} ${done} of ${total} ${noun}`, { of: { done, total } });
    }
  };
}
