import type { Clock } from '../../../ports/clock.ts';

export interface BudgetLimits {
  /** Where AWS throttles. */
  readonly requestsPerSecond: number;
  /** Requests on the wire at one time. */
  readonly concurrency: number;
}

interface Waiter {
  readonly go: () => void;
}

/** Other clients share the limit, and two requests a few milliseconds apart may arrive closer. */
const share = 0.97;
/** How many requests an idle or late moment may make up for, in seconds of the rate. */
const burstSeconds = 0.2;
const window = 1000;
const slowdown = 0.8;
const slowest = 0.1;
const recoveryPerSecond = 0.04;
/** A throttled volley is one event, not twenty. */
const slowdownPause = 1000;

/**
 * Who may send, and when: first come, first served, a token bucket just under the limit, never more
 * than the limit within any one second. Throttling slows the pace; it recovers by itself.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #limits: BudgetLimits;
  readonly #burst: number;
  readonly #perWindow: number;
  readonly #waiting: Waiter[] = [];
  /** When the requests of the last second were sent, oldest first. */
  readonly #sent: number[] = [];
  #tokens: number;
  #refilledAt: number;
  #pace = 1;
  #slowedAt = -Infinity;
  #inFlight = 0;
  #sleeping = false;

  constructor(clock: Clock, limits: BudgetLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#burst = Math.max(1, Math.floor(limits.requestsPerSecond * burstSeconds));
    this.#perWindow = Math.max(1, Math.floor(limits.requestsPerSecond));
    this.#tokens = this.#burst;
    this.#refilledAt = clock.now();
  }

  /** Requests a second that are let through now. */
  get rate(): number {
    return this.#limits.requestsPerSecond * share * this.#pace;
  }

  /** Waits for its turn, then sends. Rejects with the signal's reason if that is aborted first. */
  async run<Answer>(send: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    await this.#turn(signal);
    try {
      return await send();
    } finally {
      this.#inFlight -= 1;
      this.#pump();
    }
  }

  /** AWS said that requests come too fast. True when that changed the pace. */
  slowDown(): boolean {
    const now = this.#clock.now();
    this.#refill(now);
    this.#tokens = Math.min(this.#tokens, 0);
    if (now - this.#slowedAt < slowdownPause) return false;
    this.#slowedAt = now;
    this.#pace = Math.max(slowest, this.#pace * slowdown);
    return true;
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const waiter: Waiter = {
        go: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        const place = this.#waiting.indexOf(waiter);
        if (place !== -1) this.#waiting.splice(place, 1);
        if (signal !== undefined) reject(reasonOf(signal));
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#waiting.length > 0 && this.#inFlight < this.#limits.concurrency) {
      const now = this.#clock.now();
      const delay = this.#delay(now);
      if (delay > 0) {
        void this.#wake(delay);
        return;
      }
      this.#tokens -= 1;
      this.#sent.push(now);
      this.#inFlight += 1;
      this.#waiting.shift()?.go();
    }
  }

  async #wake(delay: number): Promise<void> {
    if (this.#sleeping) return;
    this.#sleeping = true;
    await this.#clock.sleep(delay);
    this.#sleeping = false;
    this.#pump();
  }

  /** Milliseconds until one more request may be sent; 0 for now. */
  #delay(now: number): number {
    this.#refill(now);
    while ((this.#sent[0] ?? now) <= now - window) this.#sent.shift();
    // Without the tolerance, a rounded sleep leaves 0.9999 tokens and another sleep.
    const missing = 1 - 1e-6 - this.#tokens;
    const forToken = missing > 0 ? Math.ceil((missing / this.rate) * 1000) : 0;
    const oldest = this.#sent[0];
    const forWindow =
      oldest !== undefined && this.#sent.length >= this.#perWindow ? oldest + window - now : 0;
    return Math.max(forToken, forWindow);
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#refilledAt) / 1000;
    this.#refilledAt = now;
    if (now - this.#slowedAt >= slowdownPause) {
      this.#pace = Math.min(1, this.#pace + seconds * recoveryPerSecond);
    }
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.rate);
  }
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('cancelled', { cause: reason });
}
