import type { Person } from '../model/people.ts';

/** A member as its source tells of it: by the source's id. */
export type FoundMember =
  | { readonly in: 'entra'; readonly id: string; readonly signInName: string | null }
  | { readonly in: 'identity-store'; readonly id: string };

/** A user of the identity store, described. */
export interface DescribedUser {
  readonly id: string;
  /** Null where AWS shows none. */
  readonly userName: string | null;
  /** What provisioning left on it; null where nothing tells. */
  readonly entraObjectId: string | null;
}

/**
 * Makes one person of each human, whichever source tells of them: by the object id that provisioning
 * left in AWS, else by the sign-in name, which is what signs somebody in as a user of AWS.
 */
export function joinPeople(
  members: Iterable<FoundMember>,
  users: readonly DescribedUser[],
  showNames: boolean,
): (member: Pick<FoundMember, 'in' | 'id'>) => Person {
  const inEntra = new Map<string, string | null>();
  for (const member of members)
    if (member.in === 'entra') inEntra.set(member.id, member.signInName);
  const inStore = new Map(users.map((user) => [user.id, user]));
  const carriers = Map.groupBy(users, ({ entraObjectId }) => entraObjectId);
  const carriedName = (id: string): string | null => {
    const [only, ...others] = carriers.get(id) ?? [];
    return only === undefined || others.length > 0 ? null : only.userName;
  };
  const person = (id: string, name: string | null): Person => ({
    id: name?.toLowerCase() ?? id,
    name: showNames ? name : null,
  });
  const ofEntra = (id: string): Person => person(id, inEntra.get(id) ?? carriedName(id));
  return (member) => {
    if (member.in === 'entra') return ofEntra(member.id);
    const { entraObjectId = null, userName = null } = inStore.get(member.id) ?? {};
    const isKnown = entraObjectId !== null && inEntra.has(entraObjectId);
    return isKnown ? ofEntra(entraObjectId) : person(member.id, userName);
  };
}
