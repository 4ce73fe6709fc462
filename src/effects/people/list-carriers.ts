import { forEachAtMost } from '../for-each-at-most.ts';
import { advice } from '../advice.ts';
import { MOST_DESCRIBED } from './describe-users.ts';
import { type GroupMembers, type MemberSources, MOST_MEMBERS } from './read-members.ts';
import { concernsAll } from './why-unread.ts';

const atOnce = 5;

/**
 * Ids of the identity store's users who are in groups of which Entra shows somebody without a name: they
 * may carry Entra's object ids, and have names. Groups in the order in which they are given, until there
 * are as many users as are described; what fails is left out.
 */
export async function listCarriers(
  { store, identityStoreId, isSynced }: MemberSources,
  { members }: GroupMembers,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  const nameless = groupIds.filter(
    (id) =>
      isSynced(id) &&
      members.get(id)?.some((one) => one.in === 'entra' && one.signInName === null) === true,
  );
  const found = new Map<string, readonly string[]>();
  let count = 0;
  let refused = false;
  await forEachAtMost(atOnce, nameless, async (id) => {
    if (refused || count >= MOST_DESCRIBED) return;
    const { value, error } = await advice(store.listMembers(identityStoreId, id, MOST_MEMBERS));
    if (error !== null) {
      refused ||= concernsAll(error);
      return;
    }
    found.set(id, value ?? []);
    count += value?.length ?? 0;
  });
  return nameless.flatMap((id) => found.get(id) ?? []);
}
