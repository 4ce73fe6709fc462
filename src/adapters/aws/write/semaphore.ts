export type Release = () => void;

interface Waiter {
  readonly weight: number;
  readonly enter: () => void;
}

/**
 * Places for `capacity` at a time, first come, first served: someone who needs much is not overtaken
 * by many who need little.
 */
export class Semaphore {
  readonly #waiting: Waiter[] = [];
  #free: number;

  constructor(capacity: number) {
    this.#free = capacity;
  }

  /** True while nobody holds or waits, given the capacity it was made with. */
  isIdle(capacity: number): boolean {
    return this.#free === capacity && this.#waiting.length === 0;
  }

  /** Waits for `weight` places. Rejects with the signal's reason if that is aborted first. */
  acquire(signal?: AbortSignal, weight = 1): Promise<Release> {
    return new Promise((resolve, reject) => {
      const refuse = (): void => {
        const place = this.#waiting.indexOf(waiter);
        if (place !== -1) this.#waiting.splice(place, 1);
        const reason: unknown = signal?.reason;
        reject(reason instanceof Error ? reason : new Error('cancelled', { cause: reason }));
        this.#admit();
      };
      const waiter: Waiter = {
        weight,
        enter: () => {
          signal?.removeEventListener('abort', refuse);
          resolve(this.#releaseOnce(weight));
        },
      };
      if (signal?.aborted === true) {
        refuse();
        return;
      }
      signal?.addEventListener('abort', refuse, { once: true });
      this.#waiting.push(waiter);
      this.#admit();
    });
  }

  #admit(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || next.weight > this.#free) return;
      this.#waiting.shift();
      this.#free -= next.weight;
      next.enter();
    }
  }

  #releaseOnce(weight: number): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#free += weight;
      this.#admit();
    };
  }
}
