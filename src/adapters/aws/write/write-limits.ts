import type { AccountId } from '../../../core/model/ids.ts';
import { throwIfCancelled } from '../request/aws-caller.ts';
import { KeyedLocks } from './keyed-locks.ts';
import { type Place, type Pool, type Target, WriteQueue } from './write-queue.ts';

export interface LimitedWrite<Result> {
  /** The IAM action, for the error of a write that was cancelled while it waited. */
  readonly action: string;
  readonly signal: AbortSignal | undefined;
  readonly run: () => Promise<Result>;
}

export interface PlacedWrite<Result> extends Omit<LimitedWrite<Result>, 'run'> {
  readonly run: (place: Pick<Place, 'letIn' | 'refused'>) => Promise<Result>;
}

/** How many writes AWS takes at a time. Callers start whatever they like; here each waits its turn. */
export class WriteLimits {
  readonly #queue = new WriteQueue();
  readonly #edited = new KeyedLocks();

  /** Whether somebody waits for a place at AWS or in an account. */
  get isAwaited(): boolean {
    return this.#queue.isAwaited;
  }

  /** A grant or revocation: one of 15, alone in its account. */
  assignment<Result>(account: AccountId, write: PlacedWrite<Result>): Promise<Result> {
    return this.#placed(account, 'assignments', write);
  }

  /** A provisioning: one of 3, alone in its account, or alone altogether where it is for all. */
  provisioning<Result>(target: Target, write: PlacedWrite<Result>): Promise<Result> {
    return this.#placed(target, 'provisionings', write);
  }

  /** An edit of a permission set or an application: AWS answers two at a time with a conflict. */
  edit<Result>(arn: string, write: LimitedWrite<Result>): Promise<Result> {
    return holding(
      write,
      () => this.#edited.acquire(arn, write.signal),
      (release) => release(),
      () => write.run(),
    );
  }

  #placed<Result>(target: Target, pool: Pool, write: PlacedWrite<Result>): Promise<Result> {
    return holding(
      write,
      () => this.#queue.acquire(target, pool, write.signal),
      (place) => place.release(),
      (place) => write.run(place),
    );
  }
}

async function holding<Held, Result>(
  { action, signal }: Pick<LimitedWrite<Result>, 'action' | 'signal'>,
  take: () => Promise<Held>,
  release: (held: Held) => void,
  run: (held: Held) => Promise<Result>,
): Promise<Result> {
  let held: Held;
  try {
    held = await take();
  } catch (error) {
    throwIfCancelled(action, signal);
    throw error;
  }
  try {
    throwIfCancelled(action, signal);
    return await run(held);
  } finally {
    release(held);
  }
}
