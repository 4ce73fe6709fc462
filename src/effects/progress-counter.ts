import type { Journal } from '../ports/journal.ts';

/** Counts finished parts of long work and says so now and then; short work stays silent. */
export function createCounter(
  journal: Journal,
  verb: string,
  noun: string,
  total: number,
): () => void {
  const step = Math.max(25, Math.ceil(total / 10));
  let done = 0;
  return () => {
    done += 1;
    if (done % step === 0) journal.progress(`${verb} ${done} of ${total} ${noun}`);
  };
}
