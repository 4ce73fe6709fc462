import type { NestedGroups } from '../../../core/model/directory.ts';
import { nestedGroupAnswer, objectIdOnly } from '../answers/directory-answers.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { mayReadMembers } from './may-read-members.ts';
import { sortedById } from './sorted-by-id.ts';

const page = { select: ['id'], top: 999, advanced: true };

/**
 * Groups that hold groups, and how many people belong to them through those alone. A group may hide its
 * members (Member.Read.Hidden); it is left out then, for all of this is advice.
 */
export async function readNestedGroups(
  graph: GraphCaller,
  groupIds: readonly string[],
): Promise<readonly NestedGroups[]> {
  const ids = [...new Set(groupIds)];
  const inside = await graph.listEach(
    ids.map((id) => ({
      route: 'GET /groups/{id}/members/microsoft.graph.group' as const,
      parameters: { id },
      query: { ...page, select: ['id', 'displayName'] },
      item: nestedGroupAnswer,
      deniedDespite: mayReadMembers,
    })),
  );
  const nested = ids
    .map((id, place) => ({ id, groups: sortedById(inside[place] ?? []) }))
    .filter(({ groups }) => groups.length > 0);
  const parameters = nested.map(({ id }) => ({ id }));
  const [direct, all] = await Promise.all([
    graph.listEach(
      parameters.map((one) => ({
        route: 'GET /groups/{id}/members/microsoft.graph.user' as const,
        parameters: one,
        query: page,
        item: objectIdOnly,
        deniedDespite: mayReadMembers,
      })),
    ),
    graph.listEach(
      parameters.map((one) => ({
        route: 'GET /groups/{id}/transitiveMembers/microsoft.graph.user' as const,
        parameters: one,
        query: page,
        item: objectIdOnly,
        deniedDespite: mayReadMembers,
      })),
    ),
  ]);
  return nested.flatMap(({ id, groups }, place) => {
    const [everybody, members] = [all[place] ?? null, direct[place] ?? null];
    if (everybody === null || members === null) return [];
    const people = new Set(everybody.map((user) => user.id));
    for (const user of members) people.delete(user.id);
    return [{ groupId: id, groups, people: people.size }];
  });
}
