import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../../src/ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that jumps to the next sleeper as soon as nothing else is left to do. */
export class VirtualClock implements Clock {
  #now = 0;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const at = this.#now + Math.max(0, milliseconds);
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new Error('aborted', { cause: signal?.reason }));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { at, wake };
      if (signal?.aborted === true) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Lets time pass until `work` has ended. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    const progress = { ended: false };
    const end = (): void => {
      progress.ended = true;
    };
    work.then(end, end);
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      await setImmediate();
      if (progress.ended) return work;
      const [next] = this.#sleepers.toSorted((a, b) => a.at - b.at);
      if (next === undefined) throw new Error('nothing is left that could end this');
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}
