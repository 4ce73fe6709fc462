import type { User } from '../../core/model/principal.ts';
import type { IdentityStoreReader } from '../../ports/identity-center-read.ts';
import { forEachAtMost } from '../for-each-at-most.ts';
import { advice } from '../advice.ts';
import { concernsAll } from './why-unread.ts';

/** Ten seconds of the identity store's requests. */
export const MOST_DESCRIBED = 200;
const atOnce = 20;

export interface DescribedUsers {
  readonly users: readonly User[];
  /** Ids of users who are no longer there, though a list that was read before has them. */
  readonly gone: ReadonlySet<string>;
}

/** DescribeUser of the first so many; who is left out or fails has no name, and nothing else is lost. */
export async function describeUsers(
  store: IdentityStoreReader,
  identityStoreId: string,
  ids: readonly string[],
): Promise<DescribedUsers> {
  const users: User[] = [];
  const gone = new Set<string>();
  let refused = false;
  await forEachAtMost(atOnce, ids.slice(0, MOST_DESCRIBED), async (id) => {
    if (refused) return;
    const { value, error } = await advice(store.describeUser(identityStoreId, id));
    if (error !== null) refused ||= concernsAll(error);
    else if (value === null) gone.add(id);
    else users.push(value);
  });
  return { users, gone };
}
