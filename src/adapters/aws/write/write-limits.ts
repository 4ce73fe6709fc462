import type { AccountId, PermissionSetArn } from '../../../core/model/ids.ts';
import { PortError } from '../../../ports/port-error.ts';
import { throwIfCancelled } from '../request/aws-caller.ts';
import { KeyedLocks } from './keyed-locks.ts';
import { type Release, Semaphore } from './semaphore.ts';

export interface LimitedWrite<Result> {
  /** The IAM action, for the error of a write that was cancelled while it waited. */
  readonly action: string;
  readonly signal: AbortSignal | undefined;
  readonly run: () => Promise<Result>;
}

/** AWS's fixed quota of outstanding CreateAccountAssignment calls; deletes are counted with them. */
const outstandingAssignments = 15;
const outstandingProvisionings = 3;
/** More writes than ever wait at one time. */
const everyone = Number.MAX_SAFE_INTEGER;

/**
 * How many writes AWS takes at a time. Callers start whatever they like; here each waits its turn.
 * Places are always taken in one order (account, then quota), so that no two wait for each other.
 */
export class WriteLimits {
  readonly #assignments = new Semaphore(outstandingAssignments);
  readonly #provisionings = new Semaphore(outstandingProvisionings);
  readonly #accounts = new KeyedLocks();
  readonly #permissionSets = new KeyedLocks();
  /** Held by each write of one account; wholly, by a provisioning of all accounts. */
  readonly #anyAccount = new Semaphore(everyone);

  /** A grant or revocation: one of 15, alone in its account. */
  assignment<Result>(account: AccountId, write: LimitedWrite<Result>): Promise<Result> {
    const { signal } = write;
    return holding(write, [
      () => this.#anyAccount.acquire(signal),
      () => this.#accounts.acquire(account, signal),
      () => this.#assignments.acquire(signal),
    ]);
  }

  /** A provisioning: one of 3, alone in its account, or alone altogether where it is for all. */
  provisioning<Result>(
    target: AccountId | 'all-provisioned',
    write: LimitedWrite<Result>,
  ): Promise<Result> {
    const { signal } = write;
    const places =
      target === 'all-provisioned'
        ? [() => this.#anyAccount.acquire(signal, everyone)]
        : [() => this.#anyAccount.acquire(signal), () => this.#accounts.acquire(target, signal)];
    return holding(write, [...places, () => this.#provisionings.acquire(signal)]);
  }

  /** An edit of a permission set: AWS answers two at a time with a conflict. */
  edit<Result>(permissionSet: PermissionSetArn, write: LimitedWrite<Result>): Promise<Result> {
    return holding(write, [() => this.#permissionSets.acquire(permissionSet, write.signal)]);
  }
}

async function holding<Result>(
  write: LimitedWrite<Result>,
  places: readonly (() => Promise<Release>)[],
): Promise<Result> {
  const held: Release[] = [];
  try {
    for (const take of places) held.push(await take());
    throwIfCancelled(write.action, write.signal);
    return await write.run();
  } catch (error) {
    if (!(error instanceof PortError)) throwIfCancelled(write.action, write.signal);
    throw error;
  } finally {
    for (const release of held.toReversed()) release();
  }
}
