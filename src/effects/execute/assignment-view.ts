import type { LiveAssignment } from '../../core/model/assignment.ts';

interface Asker {
  readonly assignment: LiveAssignment;
  readonly take: (isThere: boolean | null) => void;
  readonly fail: (error: unknown) => void;
}

/** What a read shows; null where it cannot say. */
export type Shown = readonly LiveAssignment[] | null;

/** Reads once AWS's lists may have caught up with a write that ended then (milliseconds). */
export type ReadView = (endedAt: number) => Promise<Shown>;

/** One read that can show many assignments, made once the writes of all of them have ended. */
export class AssignmentView {
  readonly #read: ReadView;
  #endedAt = -Infinity;
  #announced = 0;
  #pending = 0;
  #isUrgent = false;
  #isServing = false;
  #askers: Asker[] = [];

  constructor(read: ReadView) {
    this.#read = read;
  }

  /** How many writes it can show. */
  get announced(): number {
    return this.#announced;
  }

  announce(): void {
    this.#announced += 1;
    this.#pending += 1;
  }

  ended(at: number): void {
    this.#pending -= 1;
    this.#endedAt = at;
    void this.#serve();
  }

  /** Whether it is there; null where the read cannot say. An urgent one does not wait for others' writes. */
  ask(assignment: LiveAssignment, isUrgent: boolean): Promise<boolean | null> {
    return new Promise((take, fail) => {
      this.#askers.push({ assignment, take, fail });
      if (isUrgent) this.hurry();
      else void this.#serve();
    });
  }

  /** Serves those that ask without waiting for the rest. */
  hurry(): void {
    this.#isUrgent = true;
    void this.#serve();
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return;
    this.#isServing = true;
    // Those that ask together are served together.
    await Promise.resolve();
    while (this.#askers.length > 0 && (this.#pending === 0 || this.#isUrgent)) {
      this.#isUrgent = false;
      await this.#answer();
    }
    if (this.#pending === 0) this.#announced = 0;
    this.#isServing = false;
  }

  async #answer(): Promise<void> {
    const askers = this.#askers;
    this.#askers = [];
    try {
      const shown = await this.#read(this.#endedAt);
      const holds = shown === null ? null : new Set(shown.map(keyOf));
      for (const { assignment, take } of askers) take(holds?.has(keyOf(assignment)) ?? null);
    } catch (error) {
      for (const { fail } of askers) fail(error);
    }
  }
}

function keyOf(assignment: LiveAssignment): string {
  const { accountId, permissionSetArn, principalId } = assignment;
  return `${accountId} ${permissionSetArn} ${principalId}`;
}
