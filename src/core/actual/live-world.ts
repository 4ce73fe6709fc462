import type { Account } from '../model/account.ts';
import type { LiveAssignment } from '../model/assignment.ts';
import type { Principal } from '../model/principal.ts';
import { type Sight, sightOf } from '../model/reading.ts';
import type { Snapshot, Unread } from '../model/snapshot.ts';
import { joinGroups, objectIdOf } from '../select/join-groups.ts';

/** A snapshot, arranged for look-up. */
export interface World {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly principals: ReadonlyMap<string, Principal>;
  readonly gone: ReadonlySet<string>;
  readonly unreadPrincipals: ReadonlySet<string>;
  readonly assignments: ReadonlyMap<string, readonly LiveAssignment[]>;
  readonly provisioned: ReadonlyMap<string, Snapshot['provisioned']>;
  readonly unread: readonly Unread[];
  /** Keys of assignments to users that some version of the files declares. */
  readonly declaredUsers: ReadonlySet<string>;
  readonly sight: Sight;
}

export function arrangeWorld(snapshot: Snapshot, declaredUsers: ReadonlySet<string>): World {
  const principals = new Map<string, Principal>();
  const joins = joinGroups(snapshot.groups, snapshot.directory);
  for (const { id, displayName } of snapshot.groups) {
    const entraObjectId = joins.entraIdOf(id);
    principals.set(`GROUP ${id}`, { type: 'GROUP', id, name: displayName, entraObjectId });
  }
  for (const user of snapshot.users) {
    const { id, userName } = user;
    const entraObjectId = snapshot.directory === null ? null : objectIdOf(user);
    principals.set(`USER ${id}`, { type: 'USER', id, name: userName, entraObjectId });
  }
  return {
    accounts: new Map(snapshot.accounts.map((account) => [account.id, account])),
    principals,
    gone: new Set(snapshot.gonePrincipalIds),
    unreadPrincipals: new Set(
      snapshot.unread.flatMap((part) => (part.part === 'principal' ? [part.principalId] : [])),
    ),
    assignments: Map.groupBy(snapshot.assignments, (assignment) => assignment.permissionSetArn),
    provisioned: Map.groupBy(snapshot.provisioned, (pair) => pair.permissionSetArn),
    unread: snapshot.unread,
    declaredUsers,
    sight: sightOf(snapshot.coverage),
  };
}

/** One whom the identity store does not have goes by his id. */
export function principalOf(
  { principalType: type, principalId: id }: Pick<LiveAssignment, 'principalType' | 'principalId'>,
  world: World,
): Principal {
  return world.principals.get(`${type} ${id}`) ?? { type, id, name: id, entraObjectId: null };
}
