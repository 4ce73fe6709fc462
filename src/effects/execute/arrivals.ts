import type { Directory, DirectoryGroup } from '../../core/model/directory.ts';
import { type GroupJoins, joinGroups } from '../../core/select/join-groups.ts';
import { slept } from './eventually.ts';
import type { Hands } from './execution.ts';

/**
 * All of a run's provisioning, from its first ask; milliseconds. Whatever comes in a later stage waits for
 * it, revocations too, and a job's credentials for AWS often last an hour. Entra takes about 140 asks in
 * that time, and counts a fresh assignment well within it; what is not done by then comes with Entra's own
 * cycle, and the next apply goes on with it.
 */
export const longestProvisioning = 5 * 60_000;
/** Between two listings of the identity store: it may have fifty pages, and other reads share the rate. */
const betweenListings = 5000;
/** An operator wants to know that a job is alive, not every step of it. */
const betweenLines = 30_000;

/** What the identity store has of a group of Entra, by ids of its own groups. */
export interface InAws {
  readonly carriers: readonly string[];
  /** Those that have its name and are others. */
  readonly namesakes: readonly string[];
}

interface Waiter {
  readonly group: DirectoryGroup;
  /** When it takes what there is. */
  readonly until: number;
  /** False where it only wants to know how it stands. */
  readonly hopes: boolean;
  readonly take: (seen: InAws) => void;
  readonly fail: (error: unknown) => void;
}

type World = Pick<Hands, 'clock' | 'signal' | 'journal' | 'identityStore' | 'identityStoreId'>;

/** The groups of one run on their way to AWS: one deadline, and one listing for all who look at a time. */
export class Arrivals {
  readonly #world: World;
  readonly #directory: Directory;
  #until: number | null = null;
  #waiters: readonly Waiter[] = [];
  #isListing = false;
  #listedAt = Number.NEGATIVE_INFINITY;
  #asking = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(world: World, directory: Directory) {
    this.#world = world;
    this.#directory = directory;
  }

  /** When this run stops provisioning; the first to ask sets it. */
  until(): number {
    this.#until ??= this.#world.clock.now() + longestProvisioning;
    return this.#until;
  }

  /** Does what asks Entra for one group, and tells how many are asked for. */
  async asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    this.#asking += 1;
    try {
      // Those that start together are told together.
      await Promise.resolve();
      this.#tell();
      return await ask();
    } finally {
      this.#asking -= 1;
      this.#tell();
    }
  }

  /**
   * How a group stands by a listing begun after the question: as soon as one shows that AWS carries it,
   * or the first one after `patience` milliseconds.
   */
  look(group: DirectoryGroup, patience = 0): Promise<InAws> {
    return new Promise((take, fail) => {
      const until = this.#world.clock.now() + patience;
      this.#waiters = [...this.#waiters, { group, until, hopes: patience > 0, take, fail }];
      void this.#list();
    });
  }

  async #list(): Promise<void> {
    if (this.#isListing) return;
    this.#isListing = true;
    const { clock, signal } = this.#world;
    while (this.#waiters.length > 0) {
      const pause = this.#listedAt + betweenListings - clock.now();
      if (pause > 0) await slept(clock, pause, signal);
      // Those that look together are served together.
      await Promise.resolve();
      await this.#serve(this.#waiters);
      this.#tell();
    }
    this.#isListing = false;
  }

  async #serve(waiters: readonly Waiter[]): Promise<void> {
    const { clock, signal, identityStore, identityStoreId } = this.#world;
    const asOf = clock.now();
    this.#listedAt = asOf;
    const served = new Set<Waiter>();
    try {
      const joins = joinGroups(await identityStore.listGroups(identityStoreId), this.#directory);
      for (const waiter of waiters) {
        const seen = standingOf(waiter.group, joins);
        if (seen.carriers.length === 0 && asOf < waiter.until && !signal.aborted) continue;
        served.add(waiter);
        waiter.take(seen);
      }
    } catch (error) {
      for (const waiter of waiters) {
        served.add(waiter);
        waiter.fail(error);
      }
    }
    this.#waiters = this.#waiters.filter((waiter) => !served.has(waiter));
  }

  #tell(): void {
    const { clock, journal } = this.#world;
    const hoping = this.#waiters.filter(({ hopes }) => hopes).length;
    if (this.#asking + hoping === 0) {
      this.#toldAt = Number.NEGATIVE_INFINITY;
      return;
    }
    if (clock.now() - this.#toldAt < betweenLines) return;
    this.#toldAt = clock.now();
    const waits = [
      ...(this.#asking > 0 ? [`for Entra ID to provision ${groups(this.#asking)}`] : []),
      ...(hoping > 0 ? [`for AWS to show ${groups(hoping)} that Entra ID has provisioned`] : []),
    ];
    journal.progress(`waiting ${waits.join(', and ')}`);
  }
}

function standingOf(group: DirectoryGroup, joins: GroupJoins): InAws {
  return {
    carriers: joins.carriersOf(group).map(({ id }) => id),
    namesakes: joins.namesakesOf(group).map(({ id }) => id),
  };
}

function groups(count: number): string {
  return count === 1 ? '1 group' : `${count} groups`;
}
