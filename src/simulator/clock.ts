interface Event {
  readonly at: number;
  readonly run: () => void;
}

export interface ClockOptions {
  /** Simulated milliseconds per real millisecond; 0 stands still and moves by `advance` only. */
  readonly scale?: number;
  /** The simulated instant at which the clock starts (ISO 8601); the real one if omitted. */
  readonly startAt?: string;
}

/** Node fires what is farther away at once; waking early only looks again. */
const longestTimer = 2_147_483_647;

/**
 * Simulated time with events in it. An event that a busy machine runs late still sees the instant
 * it was due at, so the order and times of what happens depend on the requests alone.
 */
export class SimulatedClock {
  readonly scale: number;
  readonly #startedAt: number;
  readonly #realStart = performance.now();
  readonly #queue: Event[] = [];
  #skipped = 0;
  #running: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: ClockOptions = {}) {
    this.scale = options.scale ?? 1;
    this.#startedAt = options.startAt === undefined ? Date.now() : Date.parse(options.startAt);
    if (Number.isNaN(this.#startedAt)) throw new Error(`not a date: ${options.startAt}`);
  }

  /** Simulated milliseconds since 1970. */
  now(): number {
    return this.#running ?? this.#present();
  }

  at(time: number, run: () => void): void {
    const index = this.#queue.findIndex((event) => event.at > time);
    this.#queue.splice(index === -1 ? this.#queue.length : index, 0, { at: time, run });
    this.#arm();
  }

  after(milliseconds: number, run: () => void): void {
    this.at(this.now() + milliseconds, run);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve);
    });
  }

  /** Moves time forward and runs everything that falls due on the way. */
  advance(milliseconds: number): void {
    this.#skipped += milliseconds;
    this.settle();
  }

  /** Runs everything that is due by now. */
  settle(): void {
    if (this.#running !== undefined) return;
    for (let event = this.#queue[0]; event !== undefined; event = this.#queue[0]) {
      if (event.at > this.#present()) break;
      this.#queue.shift();
      this.#running = event.at;
      try {
        event.run();
      } finally {
        this.#running = undefined;
      }
    }
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #present(): number {
    return this.#startedAt + this.#skipped + (performance.now() - this.#realStart) * this.scale;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#queue[0];
    if (next === undefined || this.scale === 0 || this.#stopped) return;
    const wait = Math.ceil((next.at - this.#present()) / this.scale);
    this.#timer = setTimeout(
      () => {
        this.settle();
      },
      Math.min(Math.max(0, wait), longestTimer),
    ).unref();
  }
}
