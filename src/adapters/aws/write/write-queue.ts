import type { AccountId } from '../../../core/model/ids.ts';
import { takeTurn } from '../request/take-turn.ts';
import { PlacePool } from './place-pool.ts';

export type Pool = 'assignments' | 'provisionings';
export type Target = AccountId | 'all-provisioned';

/** Held by a write from its first request until AWS has done it. */
export interface Place {
  /** AWS says that it has too many of its kind in progress. */
  refused(): void;
  /** AWS has accepted it. */
  letIn(): void;
  release(): void;
}

interface Waiting {
  readonly order: number;
  readonly pool: Pool;
  readonly enter: () => void;
}

/** AWS's fixed quota of outstanding CreateAccountAssignment calls; deletes are counted with them. */
const outstandingAssignments = 15;
const outstandingProvisionings = 3;

/**
 * The writes that take a place at AWS and one in their account. Of the accounts where nothing is in
 * flight, the one with the longest queue is next: left for last, it would keep one place busy alone. A
 * write to all accounts is alone, and is not overtaken by those that come after it.
 */
export class WriteQueue {
  readonly #pools: Readonly<Record<Pool, PlacePool>> = {
    assignments: new PlacePool(outstandingAssignments),
    provisionings: new PlacePool(outstandingProvisionings),
  };
  readonly #waiting = new Map<AccountId, Waiting[]>();
  readonly #waitingForAll: Waiting[] = [];
  readonly #busy = new Set<Target>();
  #order = 0;
  #isAdmitting = false;

  /** Rejects with the signal's reason if that is aborted first. */
  async acquire(target: Target, pool: Pool, signal?: AbortSignal): Promise<Place> {
    await takeTurn(signal, (enter) => {
      const waiting = { order: (this.#order += 1), pool, enter };
      const queue = this.#queueOf(target);
      queue.push(waiting);
      this.#admitSoon();
      return () => {
        const place = queue.indexOf(waiting);
        if (place !== -1) queue.splice(place, 1);
        this.#admitSoon();
      };
    });
    const write = Symbol(target);
    const places = this.#pools[pool];
    return {
      refused: () => {
        places.refuse(write);
      },
      letIn: () => {
        places.letIn(write);
        this.#admitSoon();
      },
      release: () => {
        places.release(write);
        this.#busy.delete(target);
        this.#admitSoon();
      },
    };
  }

  #queueOf(target: Target): Waiting[] {
    if (target === 'all-provisioned') return this.#waitingForAll;
    const queue = this.#waiting.get(target) ?? [];
    this.#waiting.set(target, queue);
    return queue;
  }

  /** Not at once: those that start together are chosen from together. */
  #admitSoon(): void {
    if (this.#isAdmitting) return;
    this.#isAdmitting = true;
    queueMicrotask(() => {
      this.#isAdmitting = false;
      this.#admit();
    });
  }

  #admit(): void {
    for (let target = this.#next(); target !== null; target = this.#next()) {
      const queue = this.#queueOf(target);
      const admitted = queue.shift();
      if (queue.length === 0 && target !== 'all-provisioned') this.#waiting.delete(target);
      if (admitted === undefined) continue;
      this.#pools[admitted.pool].take();
      this.#busy.add(target);
      admitted.enter();
    }
  }

  #next(): Target | null {
    if (this.#busy.has('all-provisioned')) return null;
    const barrier = this.#waitingForAll[0]?.order ?? Infinity;
    let longest: { readonly account: AccountId; readonly length: number } | null = null;
    for (const [account, queue] of this.#waiting) {
      const [head] = queue;
      if (queue.length <= (longest?.length ?? 0) || head === undefined) continue;
      if (this.#busy.has(account) || head.order > barrier) continue;
      if (this.#pools[head.pool].hasRoom()) longest = { account, length: queue.length };
    }
    if (longest !== null) return longest.account;
    return barrier < Infinity && this.#busy.size === 0 ? 'all-provisioned' : null;
  }
}
