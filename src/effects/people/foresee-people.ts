import type { PeopleMode } from '../../core/access/people-mode.ts';
import type { Mapping } from '../../core/mapping/mapping.ts';
import { PortError } from '../../ports/port-error.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { forEachAtMost } from '../for-each-at-most.ts';
import { askedSettings } from '../read-directory.ts';
import { MOST_DESCRIBED } from './describe-users.ts';
import { foreseenGroups } from './foreseen-groups.ts';
import { MOST_MEMBERS, MOST_MEMBERS_IN_ALL } from './read-members.ts';

export interface ForesightTask {
  readonly identityStoreId: string;
  readonly head: Mapping;
  readonly base: Mapping | null;
  readonly mode: PeopleMode;
}

export interface Foresight {
  /** Begins nothing more; over when what was sent is answered. */
  stop(): Promise<void>;
}

/** Fewer than the identity store answers at AWS's rate, so that whoever plans is not kept waiting. */
const atOnce = 3;

/**
 * Asks for people while accounts and permission sets are read, because the identity store is idle then:
 * a plan that needs them finds them in `readers`, which remember. What fails is nobody's concern yet.
 * Where Entra is asked it tells of twenty groups at a time, and nothing is foreseen.
 */
export function foreseePeople(
  { identityStore, people }: Pick<AwsReadPorts, 'identityStore' | 'people'>,
  { identityStoreId, head, base, mode }: ForesightTask,
): Foresight {
  let stopped = mode === 'off' || askedSettings(head.settings.entra) !== null;
  const foresee = async (): Promise<void> => {
    if (stopped) return;
    const groups = foreseenGroups(head, base, await identityStore.listGroups(identityStoreId));
    const users = new Set<string>();
    let count = 0;
    await forEachAtMost(atOnce, groups, async (id) => {
      if (stopped || count > MOST_MEMBERS_IN_ALL) return;
      const found = (await people.listMembers(identityStoreId, id, MOST_MEMBERS)) ?? [];
      count += found.length;
      for (const user of found) users.add(user);
    });
    if (mode !== 'names') return;
    await forEachAtMost(atOnce, [...users].slice(0, MOST_DESCRIBED), async (id) => {
      if (!stopped) await identityStore.describeUser(identityStoreId, id);
    });
  };
  const over = foresee().catch((error: unknown) => {
    if (!(error instanceof PortError)) throw error;
  });
  // Whoever stops it is told of a bug; until then nobody listens.
  over.catch(() => undefined);
  return {
    stop: () => {
      stopped = true;
      return over;
    },
  };
}
