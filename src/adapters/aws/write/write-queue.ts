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
 * The writes that take a place at AWS and one in their account: first come, first served, as far as their
 * account is free. But an account whose own queue would outlast all the others is next whenever it is
 * free: left for last, it would keep one place busy alone. A write to all accounts is alone, and is not
 * overtaken by those that come after it.
 */
export class WriteQueue {
  readonly #pools: Readonly<Record<Pool, PlacePool>> = {
    assignments: new PlacePool(outstandingAssignments),
    provisionings: new PlacePool(outstandingProvisionings),
  };
  readonly #waiting = new Map<AccountId, Waiting[]>();
  readonly #waitingForAll: Waiting[] = [];
  readonly #busy = new Set<Target>();
  #count = 0;
  #order = 0;
  #isAdmitting = false;

  /** Whether somebody waits for a place. */
  get isAwaited(): boolean {
    return this.#count > 0;
  }

  /** Rejects with the signal's reason if that is aborted first. */
  async acquire(target: Target, pool: Pool, signal?: AbortSignal): Promise<Place> {
    await takeTurn(signal, (enter) => {
      const waiting = { order: (this.#order += 1), pool, enter };
      this.#queueOf(target).push(waiting);
      this.#count += 1;
      this.#admitSoon();
      return () => {
        this.#remove(target, waiting);
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

  #remove(target: Target, waiting: Waiting): void {
    const queue = this.#queueOf(target);
    const place = queue.indexOf(waiting);
    if (place !== -1) {
      queue.splice(place, 1);
      this.#count -= 1;
    }
    if (queue.length === 0 && target !== 'all-provisioned') this.#waiting.delete(target);
  }

  /** Not at once: those that start together are chosen from together. */
  #admitSoon(): void {
    if (this.#isAdmitting) return;
    this.#isAdmitting = true;
    queueMicrotask(() => {
      this.#isAdmitting = false;
      for (let target = this.#next(); target !== null; target = this.#next()) this.#admit(target);
    });
  }

  #admit(target: Target): void {
    const [admitted] = this.#queueOf(target);
    if (admitted === undefined) return;
    this.#remove(target, admitted);
    this.#pools[admitted.pool].take();
    this.#busy.add(target);
    admitted.enter();
  }

  #next(): Target | null {
    if (this.#busy.has('all-provisioned')) return null;
    const barrier = this.#waitingForAll[0]?.order ?? Infinity;
    let first: AccountId | null = null;
    let earliest = barrier;
    let busiest: AccountId | null = null;
    let longest = 0;
    for (const [account, queue] of this.#waiting) {
      const [head] = queue;
      if (head === undefined || head.order > barrier || this.#busy.has(account)) continue;
      if (!this.#pools[head.pool].hasRoom()) continue;
      if (head.order < earliest) [first, earliest] = [account, head.order];
      if (queue.length > longest) [busiest, longest] = [account, queue.length];
    }
    if (first === null)
      return barrier < Infinity && this.#busy.size === 0 ? 'all-provisioned' : null;
    return longest * outstandingAssignments > this.#count ? busiest : first;
  }
}
