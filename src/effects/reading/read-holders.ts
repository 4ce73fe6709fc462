import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { Group, User } from '../../core/model/principal.ts';
import type { Instance, Unread } from '../../core/model/snapshot.ts';
import type { IdentityStoreReader } from '../../ports/identity-center-read.ts';
import { contained } from '../contained.ts';

export interface Holders {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  /** Ids of those whom the identity store does not find. */
  readonly gone: readonly string[];
  readonly unread: readonly Unread[];
}

/** Users and missing groups that assignments refer to, each asked for by id: absent means gone. */
export async function readHolders(
  identityStore: IdentityStoreReader,
  instance: Instance,
  assignments: readonly Pick<LiveAssignment, 'principalId' | 'principalType'>[],
  groups: readonly Group[],
  named: readonly User[],
): Promise<Holders> {
  const users = new Map(named.map((user) => [user.id, user]));
  const known = new Set([...groups.map(({ id }) => id), ...users.keys()]);
  const gone: string[] = [];
  /** Groups that exist although the list, which may lag, does not show them. */
  const late: Group[] = [];
  const unread: Unread[] = [];
  const holders = new Map(assignments.map((one) => [one.principalId, one.principalType]));
  await Promise.all(
    [...holders].map(async ([id, type]) => {
      if (known.has(id)) return;
      const asked: Promise<Group | User | null> =
        type === 'GROUP'
          ? identityStore.describeGroup(instance.identityStoreId, id)
          : identityStore.describeUser(instance.identityStoreId, id);
      const found = await contained(asked, (why) =>
        unread.push({ part: 'principal', principalId: id, why }),
      );
      if (found === null) return;
      if (found.value === null) gone.push(id);
      else if ('userName' in found.value) users.set(id, found.value);
      else late.push(found.value);
    }),
  );
  return { users: [...users.values()], groups: [...groups, ...late], gone, unread };
}
