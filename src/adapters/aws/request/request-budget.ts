import type { Clock } from '../../../ports/clock.ts';
import { Pace } from './pace.ts';
import { takeTurn } from './take-turn.ts';
import { type Turn, TurnQueue } from './turn-queue.ts';

export interface BudgetLimits {
  /** Where AWS throttles. */
  readonly requestsPerSecond: number;
  /** Requests on the wire at one time. */
  readonly concurrency: number;
}

interface Sent {
  readonly at: number;
  readonly turn: Turn;
}

/** Other clients share the limit, and two requests a few milliseconds apart may arrive closer. */
const share = 0.97;
/** How many requests an idle or late moment may make up for, in seconds of the rate. */
const burstSeconds = 0.2;
const window = 1000;
/** Of the rate: polls fill it up to there, and get at least so much. */
const filled = 0.9;
const leastForPolls = 0.1;
/** Of fewer, the part that is throttled says little. */
const fewest = 5;

/**
 * Who may send, and when: writes, polls and reads in turn, by a token bucket just under the limit, never
 * more than the limit within any one second. Throttling slows the pace; it recovers by itself.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #limits: BudgetLimits;
  readonly #burst: number;
  readonly #perWindow: number;
  readonly #queue: TurnQueue;
  readonly #pace = new Pace();
  /** The requests of the last second, oldest first. */
  readonly #sent: Sent[] = [];
  /** When AWS said in the last second that it was too much. */
  #throttled: readonly number[] = [];
  #tokens: number;
  #refilledAt: number;
  #sleeping = false;

  constructor(clock: Clock, limits: BudgetLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#burst = Math.max(1, Math.floor(limits.requestsPerSecond * burstSeconds));
    this.#perWindow = Math.max(1, Math.floor(limits.requestsPerSecond));
    this.#queue = new TurnQueue(limits.concurrency);
    this.#tokens = this.#burst;
    this.#refilledAt = clock.now();
  }

  /** Requests a second that are let through now. */
  get rate(): number {
    return this.#rateAt(this.#clock.now());
  }

  /** Requests a second that may go into polls: what writes and reads of the last second have left. */
  get rateOfPolls(): number {
    const now = this.#clock.now();
    const others = this.#sent.filter(({ at, turn }) => at > now - window && turn !== 'poll');
    return Math.max(leastForPolls * this.rate, filled * this.rate - others.length);
  }

  /** Waits for its turn, then sends. Rejects with the signal's reason if that is aborted first. */
  async run<Answer>(
    turn: Turn,
    send: () => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    await takeTurn(signal, (enter) => {
      const leave = this.#queue.join(turn, enter);
      this.#pump();
      return leave;
    });
    try {
      return await send();
    } finally {
      this.#queue.leave(turn);
      this.#pump();
    }
  }

  /** AWS said that requests come too fast. True when that changed the pace. */
  slowDown(): boolean {
    const now = this.#clock.now();
    this.#refill(now);
    this.#tokens = Math.min(this.#tokens, 0);
    const sent = this.#sent.filter(({ at }) => at > now - window).length;
    this.#throttled = [...this.#throttled.filter((at) => at > now - window), now];
    const letThrough = sent < fewest ? 1 : 1 - this.#throttled.length / sent;
    return this.#pace.slowDown(now, letThrough);
  }

  #rateAt(now: number): number {
    return this.#limits.requestsPerSecond * share * this.#pace.at(now);
  }

  #pump(): void {
    while (this.#queue.hasNext()) {
      const now = this.#clock.now();
      const delay = this.#delay(now);
      if (delay > 0) {
        void this.#wake(delay);
        return;
      }
      const turn = this.#queue.admit();
      if (turn === null) return;
      this.#tokens -= 1;
      this.#sent.push({ at: now, turn });
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
    while ((this.#sent[0]?.at ?? now) <= now - window) this.#sent.shift();
    // Without the tolerance, a rounded sleep leaves 0.9999 tokens and another sleep.
    const missing = 1 - 1e-6 - this.#tokens;
    const forToken = missing > 0 ? Math.ceil((missing / this.#rateAt(now)) * 1000) : 0;
    const oldest = this.#sent[0]?.at;
    const forWindow =
      oldest !== undefined && this.#sent.length >= this.#perWindow ? oldest + window - now : 0;
    return Math.max(forToken, forWindow);
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#refilledAt) / 1000;
    this.#refilledAt = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.#rateAt(now));
  }
}
