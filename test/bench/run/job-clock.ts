import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';
import { OpenRequests } from './open-requests.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop without news after which nobody here is at work. */
const quietTurns = 3;
/** Work outside the event loop that is nobody's wait: files, processes such as git, look-ups of names. */
const work = /^(?:FSReq|ProcessWrap|GetAddrInfo|GetNameInfo|Zlib)/;

/**
 * Simulated time in a process of its own: it stands still while this process works, and who made the
 * clock moves it when told that nothing happens any more.
 */
export class JobClock implements Clock {
  readonly #quiet: (open: number, next: number | null) => void;
  readonly #sleepers = new Set<Sleeper>();
  readonly #requests = new OpenRequests(() => this.#news());
  #now: number;
  #version = 0;
  #watching = false;

  constructor(startsAt: number, quiet: (open: number, next: number | null) => void) {
    this.#now = startsAt;
    this.#quiet = quiet;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#sleepers.delete(sleeper);
        reject(new Error('aborted', { cause: signal?.reason }));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { at: this.#now + Math.max(0, milliseconds), wake };
      if (signal?.aborted === true) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#sleepers.add(sleeper);
      return this.#news();
    });
  }

  moveTo(time: number): void {
    this.#now = Math.max(this.#now, time);
    const due = [...this.#sleepers].filter(({ at }) => at <= this.#now);
    for (const sleeper of due.toSorted((a, b) => a.at - b.at)) {
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    this.#news();
  }

  #news(): void {
    this.#version += 1;
    if (this.#watching) return;
    this.#watching = true;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    let seen: number;
    do {
      seen = this.#version;
      for (let turns = 0; turns < quietTurns; turns += 1) await turn();
      // While an answer is due, time moves no farther than to it.
      while (this.#requests.count === 0 && isWorking()) await wait(1);
    } while (seen !== this.#version);
    this.#watching = false;
    const open = this.#requests.count;
    if (open === 0 && this.#sleepers.size === 0) return;
    const times = [...this.#sleepers].map(({ at }) => at);
    this.#quiet(open, times.length === 0 ? null : Math.min(...times));
  }
}

function isWorking(): boolean {
  return process.getActiveResourcesInfo().some((name) => work.test(name));
}
