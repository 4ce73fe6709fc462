import { sortedBy } from '../model/order.ts';
import type { Principal, PrincipalType } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { joinGroups, objectIdOf } from '../select/join-groups.ts';
import type { ReportPerson, ReportPrincipal } from './access-report.ts';
import type { Found, ReportInputs } from './report-inputs.ts';

/** Whoever an assignment is for, by the names that AWS has; its id where it has none. */
export function livePrincipals({
  groups,
  users,
  directory,
}: Snapshot): (type: PrincipalType, id: string) => Principal {
  const joins = joinGroups(groups, directory);
  const known = new Map<string, Principal>();
  for (const { id, displayName } of groups) {
    const entraObjectId = joins.entraIdOf(id);
    known.set(`GROUP ${id}`, { type: 'GROUP', id, name: displayName, entraObjectId });
  }
  for (const user of users) {
    const entraObjectId = directory === null ? null : objectIdOf(user);
    known.set(`USER ${user.id}`, {
      type: 'USER',
      id: user.id,
      name: user.userName,
      entraObjectId,
    });
  }
  return (type, id) => known.get(`${type} ${id}`) ?? { type, id, name: id, entraObjectId: null };
}

export interface ReportedPeople {
  readonly principals: readonly ReportPrincipal[];
  readonly persons: readonly ReportPerson[];
  /** What nobody can tell of people, a sentence each. */
  readonly unread: readonly string[];
}

/** Everybody who holds something, by type, name and id, and the people behind them. */
export function reportPeople(
  { snapshot, people, showPeople }: Pick<ReportInputs, 'snapshot' | 'people' | 'showPeople'>,
  found: readonly Found[],
): ReportedPeople {
  const isHidden = showPeople === 'hidden';
  const gone = new Set(snapshot.gonePrincipalIds);
  const byKey = new Map(found.map(({ principal }) => [keyOf(principal), principal]));
  const membersOf = ({ type, id }: Principal): readonly string[] | null => {
    if (gone.has(id)) return [];
    return type === 'USER' ? [id] : (people.members.get(id) ?? null);
  };
  const holders = [...byKey.values()].map((principal) => ({
    principal: isHidden && principal.type === 'USER' ? hidden(principal) : principal,
    members: membersOf(principal),
  }));
  const persons = personsOf(
    holders.flatMap(({ members }) => members ?? []),
    { isHidden, snapshot, people },
  );
  const personAt = new Map(persons.map(({ id }, index) => [id, index]));
  const principals = holders.map(
    ({ principal: { type, id, name, entraObjectId }, members }): ReportPrincipal => ({
      type,
      id,
      name,
      entraObjectId,
      members:
        members?.flatMap((member) => personAt.get(member) ?? []).toSorted((a, b) => a - b) ?? null,
      gone: gone.has(id),
    }),
  );
  const sorted = sortedBy(principals, ({ type, name, id }) => `${type}\n${name}\n${id}`);
  return {
    principals: sorted,
    persons,
    unread: [
      ...(people.unnamed === null ? [] : [`the names of people: ${people.unnamed}`]),
      ...sorted.flatMap(({ id, name, members }) =>
        members === null
          ? [`who is in the group ${name}: ${people.unread.get(id) ?? 'nobody was asked'}`]
          : [],
      ),
    ],
  };
}

function keyOf({ type, id }: Principal): string {
  return `${type} ${id}`;
}

function hidden(principal: Principal): Principal {
  return { ...principal, name: principal.id };
}

function personsOf(
  ids: readonly string[],
  {
    isHidden,
    snapshot,
    people,
  }: { readonly isHidden: boolean } & Pick<ReportInputs, 'snapshot' | 'people'>,
): readonly ReportPerson[] {
  const users = new Map(snapshot.users.map(({ id, userName }) => [id, userName]));
  const nameOf = (id: string): string | null => {
    const name = people.users.get(id)?.name ?? users.get(id) ?? null;
    // The id stands in for a name that AWS leaves out.
    return isHidden || name === id ? null : name;
  };
  const found = [...new Set(ids)].map((id): ReportPerson => ({
    id,
    name: nameOf(id),
    enabled: people.users.get(id)?.enabled ?? null,
  }));
  return sortedBy(found, ({ id, name }) => `${name ?? ''}\n${id}`);
}
