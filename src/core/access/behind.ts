import type { People, Person } from '../model/people.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Versions } from '../plan/attribute.ts';
import type { Operation } from '../plan/operation.ts';
import { onceForEach } from './once-for-each.ts';

/** The people behind one principal: ids of persons, or why nobody can say who they are. */
export type Behind =
  | { readonly known: true; readonly people: readonly string[]; readonly nestedOnly: number }
  | { readonly known: false; readonly why: string };

/** All people behind several principals, and those of them whose people are not known. */
export interface Union {
  readonly people: ReadonlySet<string>;
  /** Ids of principals, sorted. */
  readonly unknown: readonly string[];
}

export interface Crowd {
  behind(principalId: string): Behind;
  all(principalIds: ReadonlySet<string>): Union;
  /** A group's name; null for somebody who holds directly. */
  groupName(principalId: string): string | null;
  /** The sign-in name of a person; null where it may not be read. */
  personName(personId: string): string | null;
}

type Named = Pick<Principal, 'type' | 'name'>;

const nobody: Behind = { known: true, people: [], nestedOnly: 0 };

/** Answers who is behind a principal. What was not read is unknown; it is never nobody. */
export function crowdOf(
  people: People,
  snapshot: Snapshot,
  versions: Versions,
  operations: readonly Operation[],
): Crowd {
  const principals = principalsIn(snapshot, versions, operations);
  const gone = new Set(snapshot.gonePrincipalIds);
  const persons = new Map<string, Person>();
  const remember = (person: Person): string => {
    if (typeof persons.get(person.id)?.name !== 'string') persons.set(person.id, person);
    return person.id;
  };
  const isUser = (id: string): boolean =>
    people.users.has(id) || principals.get(id)?.type === 'USER';
  const find = (id: string): Behind => {
    if (gone.has(id)) return nobody;
    const members = people.members.get(id);
    if (members !== undefined) {
      const ids = new Set(members.people.map(remember));
      return { known: true, people: [...ids], nestedOnly: members.nestedOnly };
    }
    if (isUser(id)) {
      const person = people.users.get(id) ?? personOf(principals.get(id), id);
      return { known: true, people: [remember(person)], nestedOnly: 0 };
    }
    return { known: false, why: people.unread.get(id) ?? 'its members were not read' };
  };
  const behind = onceForEach(find);
  const union = onceForEach((key: string): Union => {
    const ids = key === '' ? [] : key.split('\n');
    const found = ids.map((id) => ({ id, who: behind(id) }));
    return {
      people: new Set(found.flatMap(({ who }) => (who.known ? who.people : []))),
      unknown: found.flatMap(({ id, who }) => (who.known ? [] : [id])),
    };
  });
  return {
    behind,
    all: (ids) => union(signatureOf(ids)),
    groupName: (id) => (isUser(id) ? null : (principals.get(id)?.name ?? id)),
    personName: (id) => persons.get(id)?.name ?? null,
  };
}

/** One text for the same principals, whatever their order. */
export function signatureOf(ids: ReadonlySet<string>): string {
  return [...ids].toSorted().join('\n');
}

/** A user's name is the sign-in name; a dead one's is its id. */
function personOf(principal: Named | undefined, id: string): Person {
  return principal === undefined || principal.name === id
    ? { id, name: null }
    : { id: principal.name.toLowerCase(), name: principal.name };
}

function principalsIn(
  { groups, users }: Snapshot,
  { head, base }: Versions,
  operations: readonly Operation[],
): ReadonlyMap<string, Named> {
  const desired = [head, base].flatMap((version) =>
    version === null ? [] : [...version.desired.grants.values()],
  );
  return new Map(
    [
      ...groups.map(({ id, displayName }) => ({ type: 'GROUP' as const, id, name: displayName })),
      ...users.map(({ id, userName }) => ({ type: 'USER' as const, id, name: userName })),
      ...desired.map(({ principal }) => principal),
      ...operations.flatMap(({ principal }) => (principal === null ? [] : [principal])),
    ].map((principal) => [principal.id, principal]),
  );
}
