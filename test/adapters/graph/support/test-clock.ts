import type { Clock } from '../../../../src/ports/clock.ts';

/** Sleeps that are not waits but limits on an attempt; they strike where a test wants them to. */
const limits = new Set([30_000, 60_000, 100_000]);

/** Time in which waits are over at once, told in `waits`, and limits never strike unless asked to. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  limitsStrike = false;
  #now = Date.parse('2026-11-22T08:00:00Z');

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new Error('aborted'));
    const isLimit = signal !== undefined && limits.has(milliseconds);
    if (isLimit && !this.limitsStrike) return new Promise(() => undefined);
    if (!isLimit) this.waits.push(milliseconds);
    this.#now += milliseconds;
    // Later than what is on its way already.
    return new Promise((resolve) => {
      setTimeout(resolve, isLimit ? 300 : 0);
    });
  }
}
