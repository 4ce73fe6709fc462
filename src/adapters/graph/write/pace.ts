import type { Clock } from '../../../ports/clock.ts';

/** At most so many turns within any stretch of so many milliseconds, first come, first served. */
export class Pace {
  readonly #clock: Clock;
  readonly #turns: number;
  readonly #milliseconds: number;
  /** When the last turns were given, oldest first. */
  readonly #given: number[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, turns: number, milliseconds: number) {
    this.#clock = clock;
    this.#turns = turns;
    this.#milliseconds = milliseconds;
  }

  /** Rejects with the signal's reason if that is aborted first; then nobody's turn is lost. */
  turn(signal?: AbortSignal): Promise<void> {
    const mine = this.#last.then(() => this.#wait(signal));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    const oldest = this.#given.length < this.#turns ? undefined : this.#given[0];
    if (oldest !== undefined) {
      const wait = oldest + this.#milliseconds - this.#clock.now();
      if (wait > 0) await this.#clock.sleep(wait, signal);
      this.#given.shift();
    }
    signal?.throwIfAborted();
    this.#given.push(this.#clock.now());
  }
}
