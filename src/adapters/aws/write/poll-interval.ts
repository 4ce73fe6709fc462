export interface Polled {
  /** Requests that are waited for. */
  readonly outstanding: number;
  /** Milliseconds since the last of them was accepted. */
  readonly youngest: number;
  /** Whether writes wait for the places that they hold. */
  readonly isAwaited: boolean;
  /** Polls a second that the budget has to spare. */
  readonly rate: number;
  /** Whether one list answers for all. */
  readonly byList: boolean;
}

const mostOutstanding = 15;
const shortest = 100;
const usual = 1000;
const longestAwaited = 400;

/**
 * Milliseconds from one poll to the next. A place that others wait for stays empty for half of that after
 * its request has ended: the more are outstanding, the more one list is worth. Where nobody waits, one a
 * second is enough. Most requests end within seconds, and the rest take minutes.
 */
export function pollInterval(polled: Polled): number {
  const { outstanding, youngest, isAwaited, rate } = polled;
  if (youngest >= 30_000) return 5000;
  if (youngest >= 10_000) return 2000;
  const byList = polled.byList && outstanding > 1;
  const affordable = byList ? 1000 / rate : (1000 / rate) * outstanding;
  if (!isAwaited) return Math.max(usual, affordable);
  const worth = ((1000 / rate) * mostOutstanding) / outstanding;
  return Math.max(shortest, affordable, Math.min(longestAwaited, worth));
}
