import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { Principal } from '../../core/model/principal.ts';
import { PortError } from '../../ports/port-error.ts';
import { AssignmentView, type ReadView, type Shown } from './assignment-view.ts';
import { slept } from './eventually.ts';
import type { Hands } from './execution.ts';

/** A principal's list is read where it answers for that many: it may be much longer than what is asked. */
const manyOfOne = 3;
/** Until a first read, no longer is waited for AWS's lists to catch up; milliseconds. */
const longestTrail = 10_000;

/** One assignment that is being written. */
export interface Sighting {
  /** Its write has ended: whether it is there, by a read for all whose writes that shows. */
  readonly shared: () => Promise<boolean>;
  /** Whether it is there now. */
  readonly now: () => Promise<boolean>;
  /** It came to be as wanted later than a first read said: the next ones wait that much longer. */
  readonly trailed: () => void;
  /** Nobody waits for it any more. */
  readonly leave: () => void;
}

type World = Pick<Hands, 'instance' | 'reader' | 'clock' | 'signal'>;

/**
 * Whether assignments are as AWS says, in few reads. The writes of a stage are announced before the first
 * of them has ended; each is then looked for in what its principal holds or in what its pair holds,
 * whichever answers for more of them.
 */
export class Sightings {
  readonly #world: World;
  readonly #pairs = new Map<string, AssignmentView>();
  readonly #principals = new Map<string, AssignmentView>();
  #trail = 0;
  /** A delegated administrator may not list what a principal holds. */
  #mayListPrincipals = true;

  constructor(world: World) {
    this.#world = world;
    const hurry = (): void => {
      for (const view of [...this.#pairs.values(), ...this.#principals.values()]) view.hurry();
    };
    world.signal.addEventListener('abort', hurry, { once: true });
  }

  announce(assignment: LiveAssignment): Sighting {
    const { clock, signal } = this.#world;
    const pair = this.#pairOf(assignment);
    const principal = this.#principalOf(assignment);
    for (const view of [pair, principal]) view.announce();
    let endedAt: number | null = null;
    const end = (): void => {
      if (endedAt !== null) return;
      endedAt = clock.now();
      for (const view of [pair, principal]) view.ended(endedAt);
    };
    const inPair = async (isUrgent: boolean): Promise<boolean> =>
      (await pair.ask(assignment, isUrgent)) === true;
    return {
      shared: async () => {
        const many = Math.max(manyOfOne, pair.announced + 1);
        const byPrincipal =
          this.#mayListPrincipals && principal.announced >= many && !signal.aborted;
        end();
        const isThere = byPrincipal ? await principal.ask(assignment, false) : null;
        return isThere ?? inPair(signal.aborted);
      },
      now: () => inPair(true),
      trailed: () => {
        const trail = clock.now() - (endedAt ?? clock.now());
        this.#trail = Math.min(longestTrail, Math.max(this.#trail, trail));
      },
      leave: end,
    };
  }

  #pairOf({ permissionSetArn, accountId }: LiveAssignment): AssignmentView {
    const { reader, instance } = this.#world;
    return viewIn(this.#pairs, `${accountId} ${permissionSetArn}`, async (endedAt) => {
      await this.#catchUp(endedAt);
      return reader.listAssignments(instance, permissionSetArn, accountId);
    });
  }

  #principalOf({ principalType: type, principalId: id }: LiveAssignment): AssignmentView {
    return viewIn(this.#principals, `${type} ${id}`, async (endedAt) => {
      await this.#catchUp(endedAt);
      return this.#mayListPrincipals ? this.#listOf({ type, id }) : null;
    });
  }

  /** Null for a dead principal too, whose pairs may list it still. */
  async #listOf(principal: Pick<Principal, 'type' | 'id'>): Promise<Shown> {
    const { reader, instance } = this.#world;
    try {
      return await reader.listAssignmentsOf(instance, principal);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (error.kind === 'access-denied' || error.kind === 'invalid') {
        this.#mayListPrincipals = false;
        for (const view of this.#principals.values()) view.hurry();
      }
      return null;
    }
  }

  async #catchUp(endedAt: number): Promise<void> {
    const { clock, signal } = this.#world;
    const pause = endedAt + this.#trail - clock.now();
    if (pause > 0) await slept(clock, pause, signal);
  }
}

function viewIn(views: Map<string, AssignmentView>, key: string, read: ReadView): AssignmentView {
  const view = views.get(key) ?? new AssignmentView(read);
  views.set(key, view);
  return view;
}
