/** Shorter work than this is over before an estimate of its end is worth anything. */
const SETTLED_MILLISECONDS = 2000;
/** Room for what stands beside the bar, which says more. */
const WORDS = 64;

interface Work {
  readonly begun: number;
  readonly doneThen: number;
}

/**
 * A line of progress with a bar, the rate and the time left: `━━━━━━────── read 120 of 480 pairs, 24/s, 15 s left`.
 * Works that go on at the same time are told apart by their totals.
 */
export class ProgressBar {
  readonly #works = new Map<number, Work>();

  /** The line at `now`, in milliseconds, for a terminal of `columns`; without a bar where the end is not known. */
  draw(
    line: string,
    of: { readonly done: number; readonly total: number } | null,
    now: number,
    columns: number,
  ): string {
    if (of === null || of.total <= 0) return line;
    const { done, total } = of;
    const before = this.#works.get(total);
    const work =
      before === undefined || done < before.doneThen ? { begun: now, doneThen: done } : before;
    this.#works.set(total, work);
    const width = Math.max(8, Math.min(24, columns - WORDS));
    const filled = Math.round((width * Math.min(done, total)) / total);
    const bar = '━'.repeat(filled) + '─'.repeat(width - filled);
    return [`${bar} ${line}`, ...pace(work, of, now)].join(', ');
  }
}

function pace(
  { begun, doneThen }: Work,
  { done, total }: { readonly done: number; readonly total: number },
  now: number,
): readonly string[] {
  const seconds = (now - begun) / 1000;
  const rate = (done - doneThen) / seconds;
  if (now - begun < SETTLED_MILLISECONDS || rate <= 0) return [];
  const speed = rate >= 10 ? rate.toFixed(0) : rate.toFixed(1);
  return [`${speed}/s`, ...(done < total ? [`${timeWords((total - done) / rate)} left`] : [])];
}

function timeWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
