import { takeTurn } from '../request/take-turn.ts';

/** One holder a key, first come, first served; keys that nobody holds are forgotten. */
export class KeyedLocks {
  /** Those who wait for each key that somebody holds. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Waits for the key, and answers how to give it back. Rejects with the signal's reason if that is aborted first. */
  async acquire(key: string, signal?: AbortSignal): Promise<() => void> {
    await takeTurn(signal, (enter) => {
      const waiting = this.#waiting.get(key);
      if (waiting === undefined) {
        this.#waiting.set(key, []);
        enter();
        return () => undefined;
      }
      waiting.push(enter);
      return () => {
        const place = waiting.indexOf(enter);
        if (place !== -1) waiting.splice(place, 1);
      };
    });
    return () => {
      const next = this.#waiting.get(key)?.shift();
      if (next === undefined) this.#waiting.delete(key);
      else next();
    };
  }
}
