/** What a request is for: a change, the state of one under way, or to know. */
export type Turn = 'write' | 'poll' | 'read';

/** A write is half of the work; a poll frees the place of the next write; reads have time. */
const order: readonly Turn[] = ['write', 'poll', 'write', 'read'];

type Enter = () => void;

/**
 * Those who wait to send: each kind first come, first served, and the kinds in turn, so that no flood of
 * one starves another. No kind may be all that is on the wire, because answers can take half a minute.
 */
export class TurnQueue {
  readonly #concurrency: number;
  readonly #most: number;
  readonly #waiting: Readonly<Record<Turn, Enter[]>> = { write: [], poll: [], read: [] };
  readonly #inFlight: Record<Turn, number> = { write: 0, poll: 0, read: 0 };
  #place = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
    this.#most = concurrency - Math.floor(concurrency / 4);
  }

  /** Answers how to leave again. */
  join(turn: Turn, enter: Enter): () => void {
    const queue = this.#waiting[turn];
    queue.push(enter);
    return () => {
      const place = queue.indexOf(enter);
      if (place !== -1) queue.splice(place, 1);
    };
  }

  /** Whether somebody waits who may send as far as the wire is concerned. */
  hasNext(): boolean {
    return this.#nextPlace() !== null;
  }

  /** Lets the next one in, and answers what it is for; null where there is none. */
  admit(): Turn | null {
    const place = this.#nextPlace();
    const turn = place === null ? undefined : order[place];
    if (place === null || turn === undefined) return null;
    this.#place = (place + 1) % order.length;
    this.#inFlight[turn] += 1;
    this.#waiting[turn].shift()?.();
    return turn;
  }

  /** What was let in has been answered. */
  leave(turn: Turn): void {
    this.#inFlight[turn] -= 1;
  }

  #nextPlace(): number | null {
    const { write, poll, read } = this.#inFlight;
    if (write + poll + read >= this.#concurrency) return null;
    for (let step = 0; step < order.length; step += 1) {
      const place = (this.#place + step) % order.length;
      const turn = order[place];
      if (turn === undefined || this.#waiting[turn].length === 0) continue;
      if (this.#inFlight[turn] < this.#most) return place;
    }
    return null;
  }
}
