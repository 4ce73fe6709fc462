import type { PeopleMode } from '../core/access/people-mode.ts';
import type { GroupPeople, KnownUser } from '../core/inventory/group-people.ts';
import { sortedUnique } from '../core/model/order.ts';
import { isUnsynced } from '../core/model/principal.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { FederationAwsReader } from '../ports/federation-aws-read.ts';
import type { Journal } from '../ports/journal.ts';
import type { MembershipReader } from '../ports/people-read.ts';
import { advice } from './advice.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import { concernsAll, whyUnread } from './people/why-unread.ts';
import { createCounter } from './progress-counter.ts';

/** Of one group: a thousand pages, which take the identity store a minute. */
const MOST_OF_A_GROUP = 100_000;
/** Of all groups together. */
const MOST_IN_ALL = 1_000_000;
const atOnce = 16;

export interface AccessReportPeoplePorts {
  readonly people: MembershipReader;
  readonly users: Pick<FederationAwsReader, 'listUsers'>;
  readonly journal: Journal;
}

/**
 * Who is in each of the groups now, as AWS has it: Entra's word is what AWS will have after its next cycle.
 * Rejects for a cancelled run alone: what cannot be read is told as unread, never as nobody.
 */
export async function readGroupPeople(
  { people, users, journal }: AccessReportPeoplePorts,
  { identityStoreId }: Pick<Snapshot['instance'], 'identityStoreId'>,
  groupIds: readonly string[],
  mode: PeopleMode,
): Promise<GroupPeople> {
  if (mode === 'off') {
    const why = 'settings.review.people is off, so nobody is asked';
    return { ...nobody, unread: new Map(groupIds.map((id) => [id, why])) };
  }
  const members = new Map<string, readonly string[]>();
  const unread = new Map<string, string>();
  const count = createCounter(journal, 'read the people of', 'groups', groupIds.length);
  let total = 0;
  let refused: string | null = null;
  await forEachAtMost(atOnce, groupIds, async (id) => {
    const full =
      total > MOST_IN_ALL ? `the groups before it have more than ${MOST_IN_ALL} members` : null;
    const why = refused ?? full;
    // AWS does not have such a group yet, so it gives nobody anything.
    if (isUnsynced({ id })) members.set(id, []);
    else if (why !== null) unread.set(id, why);
    else {
      const { value, error } = await advice(
        people.listMembers(identityStoreId, id, MOST_OF_A_GROUP),
      );
      if (error !== null) {
        const failed = whyUnread(error, 'the identity store');
        if (concernsAll(error)) refused = failed;
        unread.set(id, failed);
      } else if (value === null) unread.set(id, 'the identity store no longer has it');
      else if (value.length > MOST_OF_A_GROUP)
        unread.set(id, `it has more than ${MOST_OF_A_GROUP} members`);
      else {
        total += value.length;
        members.set(id, sortedUnique(value));
      }
    }
    count();
  });
  if (mode === 'counts') return { members, unread, users: new Map(), unnamed: null };
  const listed = await advice(users.listUsers(identityStoreId));
  return {
    members,
    unread,
    users: new Map(
      listed.value?.map(({ id, userName, enabled }): [string, KnownUser] => [
        id,
        { name: userName, enabled },
      ]),
    ),
    unnamed: listed.error === null ? null : whyUnread(listed.error, 'the identity store'),
  };
}

const nobody: GroupPeople = {
  members: new Map(),
  unread: new Map(),
  users: new Map(),
  unnamed: null,
};
