import type { Clock } from '../../ports/clock.ts';

/** Passes on a line at most once in `interval` milliseconds; those in between are old news and dropped. */
export function throttleLines(
  write: (line: string) => void,
  clock: Pick<Clock, 'now'>,
  interval: number,
): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (line) => {
    const now = clock.now();
    if (now - last < interval) return;
    last = now;
    write(line);
  };
}
