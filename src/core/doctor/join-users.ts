import type { StoreUser } from './aws-facts.ts';
import type { EntraUser } from './entra-facts.ts';
import { scimId } from './scim-id.ts';

export interface JoinedUsers {
  readonly pairs: readonly { readonly person: EntraUser; readonly user: StoreUser }[];
  readonly missing: readonly EntraUser[];
  readonly leftOver: readonly StoreUser[];
}

/** Ties people in scope to AWS's users: by external id where that is Entra's object id, else by user name. */
export function joinUsers(people: readonly EntraUser[], users: readonly StoreUser[]): JoinedUsers {
  const byId = new Map(users.map((user) => [scimId(user)?.id.toLowerCase() ?? '', user]));
  const byName = new Map(users.map((user) => [user.userName.toLowerCase(), user]));
  const pairs = people.flatMap((person) => {
    const user =
      byId.get(person.id.toLowerCase()) ?? byName.get(person.userPrincipalName.toLowerCase());
    return user === undefined ? [] : [{ person, user }];
  });
  const found = new Set(pairs.map(({ person }) => person.id));
  const used = new Set(pairs.map(({ user }) => user.id));
  return {
    pairs,
    missing: people.filter(({ id }) => !found.has(id)),
    leftOver: users.filter((user) => scimId(user) !== null && !used.has(user.id)),
  };
}
