import type { NestedGroups } from '../../../core/model/directory.ts';
import { nestedGroupAnswer, objectIdOnly } from '../answers/directory-answers.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { sortedById } from './sorted-by-id.ts';

const page = { select: ['id'], top: 999, advanced: true };

/** Groups that hold groups, and how many people belong to them through those alone. */
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
      })),
    ),
    graph.listEach(
      parameters.map((one) => ({
        route: 'GET /groups/{id}/transitiveMembers/microsoft.graph.user' as const,
        parameters: one,
        query: page,
        item: objectIdOnly,
      })),
    ),
  ]);
  return nested.map(({ id, groups }, place) => {
    const people = new Set(all[place]?.map((user) => user.id));
    for (const user of direct[place] ?? []) people.delete(user.id);
    return { groupId: id, groups, people: people.size };
  });
}
