import { isGuid } from '../model/guid.ts';
import type { StoreUser } from './aws-facts.ts';
import type { EntraFacts, EntraUser } from './entra-facts.ts';
import { both, type Known, known } from './known.ts';
import { isProvisioned } from './provisioned-id.ts';

export interface TiedUsers {
  readonly pairs: readonly { readonly person: EntraUser; readonly user: StoreUser }[];
  readonly missing: readonly EntraUser[];
  /** Those of the missing whose user name a user has that carries somebody else's object id. */
  readonly taken: readonly EntraUser[];
  readonly leftOver: readonly StoreUser[];
}

/** Ties people in scope to AWS's users: by the object id that provisioning wrote, else by user name. */
export function tieUsers(
  { people, provisioning }: EntraFacts,
  users: Known<readonly StoreUser[]>,
): Known<TiedUsers> {
  const given = both(people, users);
  if (!given.known) return given;
  const { schema } = provisioning;
  const byId = tie(...given.value, 'object-id');
  if (!schema.known) {
    // Without the schema only that is known which comes to the same by either rule.
    const byName = tie(...given.value, 'user-name');
    return byId.pairs.length === byName.pairs.length ? known(byId) : schema;
  }
  const writesObjectIds = schema.value.users.some(
    ({ target, source }) =>
      target.toLowerCase() === 'externalid' && source.toLowerCase() === '[objectid]',
  );
  return known(writesObjectIds ? byId : tie(...given.value, 'user-name'));
}

function tie(
  people: readonly EntraUser[],
  users: readonly StoreUser[],
  rule: 'object-id' | 'user-name',
): TiedUsers {
  const inScope = new Set(people.map(({ id }) => id.toLowerCase()));
  const isAnothers = (user: StoreUser): boolean =>
    idsOf(user).some((id) => (rule === 'object-id' ? isGuid(id) : inScope.has(id)));
  const byId = new Map(users.flatMap((user) => idsOf(user).map((id) => [id, user] as const)));
  const byName = Map.groupBy(users, ({ userName }) => userName.toLowerCase());
  const namesakes = ({ userPrincipalName }: EntraUser): readonly StoreUser[] =>
    byName.get(userPrincipalName.toLowerCase()) ?? [];
  const pairs = people.flatMap((person) => {
    const user =
      byId.get(person.id.toLowerCase()) ?? namesakes(person).find((one) => !isAnothers(one));
    return user === undefined ? [] : [{ person, user }];
  });
  const found = new Set(pairs.map(({ person }) => person.id));
  const used = new Set(pairs.map(({ user }) => user.id));
  const missing = people.filter(({ id }) => !found.has(id));
  return {
    pairs,
    missing,
    taken: missing.filter((person) => namesakes(person).length > 0),
    leftOver: users.filter((user) => isProvisioned(user) && !used.has(user.id)),
  };
}

function idsOf({ externalIds }: StoreUser): readonly string[] {
  return externalIds.map(({ id }) => id.toLowerCase());
}
