export interface Polled {
  /** Requests that are waited for. */
  readonly outstanding: number;
  /** Milliseconds since the last of them was accepted. */
  readonly youngest: number;
  /** Polls a second that the budget has to spare. */
  readonly rate: number;
  /** Whether one list answers for all. */
  readonly byList: boolean;
}

const mostOutstanding = 15;
const shortest = 100;
const usual = 1000;

/**
 * Milliseconds from one poll to the next. A place at AWS stays empty for half of that after its request
 * has ended: the more are outstanding, the more a list is worth; for one or two, one a second is enough.
 * Most requests end within seconds, and the rest take minutes.
 */
export function pollInterval({ outstanding, youngest, rate, byList }: Polled): number {
  if (youngest >= 30_000) return 5000;
  if (youngest >= 10_000) return 2000;
  const affordable = 1000 / rate;
  if (!byList || outstanding < 2) return Math.max(usual, affordable * outstanding);
  return Math.min(usual, Math.max(shortest, (affordable * mostOutstanding) / outstanding));
}
