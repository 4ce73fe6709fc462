import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';
import type { SimulatedClock } from '../../../src/simulator/clock.ts';
import { traffic } from '../../scenarios/harness/traffic.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Real milliseconds after which a request without an answer no longer stops time. */
const patience = 2000;
const quietTurns = 5;
const elsewhere = /^(?:FSReq|FileHandle|GetAddrInfo|Process|.*Job)/;

/**
 * The one time of a case: it stands still while anybody works and jumps to the next moment that somebody
 * waits for. A request that hangs is nobody's work, so hours of waiting cost nothing.
 */
export class FaultClock implements Clock {
  readonly #time: SimulatedClock;
  readonly #hangs: () => number;
  readonly #brokenBefore = traffic.broken;
  #sleepers: readonly Sleeper[] = [];
  #ticking = false;
  #isStopped = false;

  /** `time` must have the scale 0; `hangs` tells how many requests were left without an answer so far. */
  constructor(time: SimulatedClock, hangs: () => number) {
    this.#time = time;
    this.#hangs = hangs;
  }

  now(): number {
    return this.#time.now();
  }

  /** For a process that is killed: nobody who waits is ever woken. */
  stop(): void {
    this.#isStopped = true;
    this.#sleepers = [];
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
      if (this.#isStopped) return undefined;
      if (signal?.aborted === true) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#sleepers = [...this.#sleepers, sleeper];
      return void this.#tick();
    });
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    while (this.#sleepers.length > 0) {
      // oxlint-disable-next-line no-await-in-loop
      await silence(() => this.#isQuiet());
      const [next] = this.#sleepers.toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#time.advance(Math.max(0, next.at - this.now()));
      next.wake();
    }
    this.#ticking = false;
  }

  /** Whoever gave up a request that hung has broken it off. */
  #isQuiet(): boolean {
    const hangs = this.#hangs();
    const hanging = hangs === 0 ? 0 : hangs - (traffic.broken - this.#brokenBefore);
    return traffic.open <= Math.max(0, hanging);
  }
}

/** Waits until nothing that this process has asked for is on its way. */
export async function silence(isQuiet = () => traffic.open === 0): Promise<void> {
  const start = performance.now();
  for (let quiet = 0; quiet < quietTurns && performance.now() - start < patience;) {
    // oxlint-disable-next-line no-await-in-loop
    await (isBusyElsewhere() ? wait(1) : setImmediate());
    quiet = isQuiet() && !isBusyElsewhere() ? quiet + 1 : 0;
  }
}

/** Whether a file is read, a name looked up or a program run: what no turn of the loop hastens. */
function isBusyElsewhere(): boolean {
  return process.getActiveResourcesInfo().some((kind) => elsewhere.test(kind));
}
