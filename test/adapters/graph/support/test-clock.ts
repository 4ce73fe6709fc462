import type { Clock } from '../../../../src/ports/clock.ts';

/** Sleeps that are not waits but limits on an attempt; they strike where a test wants them to. */
const limits = new Set([30_000, 60_000, 100_000, 300_000]);

interface Time {
  now(): number;
  advance(milliseconds: number): void;
}

/** Time in which waits are over at once, told in `waits`, and limits never strike unless asked to. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  limitsStrike = false;
  readonly #time: Time;
  readonly #limits: { readonly milliseconds: number; readonly strike: () => void }[] = [];

  constructor(time: Time = standingTime()) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  advance(milliseconds: number): void {
    this.#time.advance(milliseconds);
  }

  /** Lets the limits of so many milliseconds strike that are running now. */
  strike(milliseconds: number): void {
    for (const limit of this.#limits) if (limit.milliseconds === milliseconds) limit.strike();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new Error('aborted'));
    const isLimit = signal !== undefined && limits.has(milliseconds);
    if (isLimit && !this.limitsStrike) {
      return new Promise((strike) => this.#limits.push({ milliseconds, strike }));
    }
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
