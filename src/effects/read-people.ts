import { type DescribedUser, type FoundMember, joinPeople } from '../core/access/join-people.ts';
import type { PeopleMode } from '../core/access/people-mode.ts';
import { groupsToAsk, pairsToAsk, type PlannedChange } from '../core/access/people-question.ts';
import { sortedBy, sortedUnique } from '../core/model/order.ts';
import type { Members, People } from '../core/model/people.ts';
import { isUnsynced, type User } from '../core/model/principal.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import { joinGroups, objectIdOf } from '../core/select/join-groups.ts';
import type { Journal } from '../ports/journal.ts';
import type { DirectoryPeopleReader } from '../ports/people-read.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { describeUsers } from './people/describe-users.ts';
import { listCarriers } from './people/list-carriers.ts';
import { readHoldersOf } from './people/read-holders-of.ts';
import { type MemberSources, readMembers } from './people/read-members.ts';
import { createCounter } from './progress-counter.ts';

export interface PeoplePorts {
  readonly readers: Pick<AwsReadPorts, 'identityCenter' | 'identityStore' | 'people'>;
  /** Null where the files do not want Entra asked: `snapshot.directory` is null then too. */
  readonly directory: DirectoryPeopleReader | null;
  readonly journal: Journal;
}

/**
 * Who is behind the groups that a change concerns, as far as bounds allow; null for `off`, which asks
 * nobody. Rejects for a cancelled run alone: what cannot be read is told as unread, never as nobody.
 */
export async function readPeople(
  ports: PeoplePorts,
  change: PlannedChange,
  mode: PeopleMode,
): Promise<People | null> {
  if (mode === 'off') return null;
  const { snapshot } = change;
  const { identityStore, identityCenter } = ports.readers;
  const { identityStoreId, arn } = snapshot.instance;
  const { assignments, holders } = await readHoldersOf(identityCenter, arn, pairsToAsk(change));
  const asked = groupsToAsk(change, assignments);
  const ids = [...asked.changed, ...asked.others];
  const sources = sourcesOf(ports, snapshot, ids.length);
  const isMixed = ids.some((id) => sources.entraIdOf(id) === null);
  const found = await readMembers(sources, ids, mode === 'names' || isMixed);

  const known = new Set(snapshot.users.map(({ id }) => id));
  const direct = assignments.flatMap(({ principalType, principalId }) =>
    principalType === 'USER' && !known.has(principalId) ? [principalId] : [],
  );
  const membersOf = (groups: readonly string[]): readonly FoundMember[] =>
    groups.flatMap((id) => found.members.get(id) ?? []);
  const all = membersOf(ids);
  const toJoin = all.some((member) => member.in === 'entra');
  const named = mode === 'names' ? membersOf(asked.changed) : [];
  const toDescribe = [...named, ...(toJoin ? all : [])].filter(
    (member) => member.in === 'identity-store' && !known.has(member.id),
  );
  const carriers = mode === 'names' ? await listCarriers(sources, found, asked.changed) : [];
  const wanted = new Set([
    ...(mode === 'names' || toJoin ? sortedUnique(direct) : []),
    ...toDescribe.map(({ id }) => id),
    ...carriers.filter((id) => !known.has(id)),
  ]);
  const described = await describeUsers(identityStore, identityStoreId, [...wanted]);
  const users = [...snapshot.users, ...described.users];
  const personOf = joinPeople(all, users.map(describedUser), mode === 'names');

  const nested = new Map(snapshot.directory?.nested.map((one) => [one.groupId, one.people]));
  const memberLists = ids.flatMap((id): [string, Members][] => {
    const members = found.members.get(id);
    if (members === undefined) return [];
    const living = members.filter((one) => one.in === 'entra' || !described.gone.has(one.id));
    const people = new Map(living.map(personOf).map((person) => [person.id, person]));
    const nestedOnly = nested.get(sources.entraIdOf(id) ?? '') ?? 0;
    return [[id, { people: sortedBy(people.values(), (one) => one.id), nestedOnly }]];
  });
  const holding = [...users.map(({ id }) => id), ...direct];
  return {
    source: ports.directory === null ? 'identity-store' : 'entra',
    members: new Map(memberLists),
    unread: new Map([...found.unread, ...asked.left]),
    unnamed: new Set(
      mode === 'names'
        ? all.flatMap((member) => {
            const { id, name } = personOf(member);
            return member.in === 'entra' && name === null ? [id] : [];
          })
        : [],
    ),
    users: new Map(sortedUnique(holding).map((id) => [id, personOf({ in: 'identity-store', id })])),
    holders,
  };
}

export interface MemberCounts {
  /** By the ids that were asked for. */
  readonly counts: ReadonlyMap<string, number>;
  /** By the same ids, why there is no count. */
  readonly unread: ReadonlyMap<string, string>;
}

/** How many people are in each group directly, for rules that count them; ids are as operations have them. */
export async function readMemberCounts(
  ports: PeoplePorts,
  snapshot: Snapshot,
  groupIds: readonly string[],
): Promise<MemberCounts> {
  const ids = sortedUnique(groupIds);
  const { members, unread } = await readMembers(sourcesOf(ports, snapshot, ids.length), ids, false);
  const counts = [...members].map(([id, found]) => [id, found.length] as const);
  return { counts: new Map(counts), unread };
}

function sourcesOf(
  { readers, directory, journal }: PeoplePorts,
  snapshot: Snapshot,
  groups: number,
): MemberSources {
  const joins = joinGroups(snapshot.groups, snapshot.directory);
  const isSynced = (id: string): boolean => !isUnsynced({ id });
  return {
    store: readers.people,
    identityStoreId: snapshot.instance.identityStoreId,
    directory,
    entraIdOf: (id) => {
      if (directory === null) return null;
      return isSynced(id) ? joins.entraIdOf(id) : id.slice(id.indexOf(':') + 1);
    },
    isSynced,
    onGroup: createCounter(journal, 'read the people of', 'groups', groups),
  };
}

/** The adapter lets the id stand in for a name that AWS leaves out. */
function describedUser(user: User): DescribedUser {
  return {
    id: user.id,
    userName: user.userName === user.id ? null : user.userName,
    entraObjectId: objectIdOf(user),
  };
}
