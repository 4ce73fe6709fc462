import { type Release, Semaphore } from './semaphore.ts';

/** One holder a key, first come, first served; keys that nobody holds or waits for are forgotten. */
export class KeyedLocks {
  readonly #locks = new Map<string, Semaphore>();

  async acquire(key: string, signal?: AbortSignal): Promise<Release> {
    const lock = this.#locks.get(key) ?? new Semaphore(1);
    this.#locks.set(key, lock);
    const release = await lock.acquire(signal);
    return () => {
      release();
      if (lock.isIdle(1) && this.#locks.get(key) === lock) this.#locks.delete(key);
    };
  }
}
