import type { Clock } from '../../../../src/ports/clock.ts';

/** Sleeps that are not waits but limits on an attempt; they strike where a test wants them to. */
const limits = new Set([30_000, 60_000, 100_000]);

interface Time {
  now(): number;
  advance(milliseconds: number): void;
}

/** Time in which waits are over at once, told in `waits`, and limits never strike unless asked to. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  limitsStrike = false;
  readonly #time: Time;

  constructor(time: Time = standingTime()) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  advance(milliseconds: number): void {
    this.#time.advance(milliseconds);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new Error('aborted'));
    const isLimit = signal !== undefined && limits.has(milliseconds);
    if (isLimit && !this.limitsStrike) return new Promise(() => undefined);
    if (!isLimit) {
      this.waits.push(milliseconds);
      this.advance(milliseconds);
    }
    // What is on its way already comes first.
    return new Promise((resolve) => {
      setTimeout(resolve, isLimit ? 300 : 0);
    });
  }
}

function standingTime(): Time {
  let now = Date.parse('2026-11-22T08:00:00Z');
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
