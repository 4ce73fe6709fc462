import { subscribe } from 'node:diagnostics_channel';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';
import type { SimulatedClock } from '../../../src/simulator/clock.ts';
import { traffic } from './traffic.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Real milliseconds after which a request without an answer no longer stops time. */
const patience = 1000;
/** Of which a turn counts no more: a machine that loads code or does other work is nobody who is late. */
const longestTurn = 5;

/** Of the requests on their way, those that nobody will ever answer. */
let hanging = 0;
for (const end of ['http.client.request.error', 'undici:request:error'])
  subscribe(end, () => {
    hanging = Math.max(0, hanging - 1);
  });

/**
 * The one time of a story, for both simulators and the program: it stands still while anybody works and
 * jumps to the next moment that somebody waits for.
 */
export class StoryClock implements Clock {
  readonly #time: SimulatedClock;
  #sleepers: readonly Sleeper[] = [];
  #ticking = false;

  /** `time` must have the scale 0. */
  constructor(time: SimulatedClock) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new Error('aborted', { cause: signal?.reason }));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { at: this.now() + Math.max(0, milliseconds), wake };
      if (signal?.aborted === true) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#sleepers = [...this.#sleepers, sleeper];
      return void this.#tick();
    });
  }

  /** A request has come that is left without an answer: nobody works on it, so time goes on. */
  leavesHanging(): void {
    hanging += 1;
  }

  /** People act at whole five minutes, so that the times in commits do not depend on the machine. */
  nextMoment(): void {
    const step = 5 * 60_000;
    this.#time.advance(step - (this.now() % step));
  }

  advance(milliseconds: number): void {
    this.#time.advance(milliseconds);
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    while (this.#sleepers.length > 0) {
      // oxlint-disable-next-line no-await-in-loop
      await nobodyWorks();
      const [next] = this.#sleepers.toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#time.advance(Math.max(0, next.at - this.now()));
      next.wake();
    }
    this.#ticking = false;
  }
}

async function nobodyWorks(): Promise<void> {
  let waited = 0;
  let last = performance.now();
  for (let quiet = 0; quiet < 5 && waited < patience;) {
    // oxlint-disable-next-line no-await-in-loop
    await (quiet === 4 ? wait(1) : setImmediate());
    quiet = traffic.open <= hanging ? quiet + 1 : 0;
    const now = performance.now();
    waited += Math.min(now - last, longestTurn);
    last = now;
  }
}

/** For the next test file of the same process. */
export function forgetRequests(): void {
  hanging = 0;
  traffic.forget();
}
