import * as z from 'zod';
import type { GroupsRead, SeenUser } from '../../../ports/federation-read.ts';
import { groupAnswer, groupFields, objectId } from '../answers/directory-answers.ts';
import { readNestedGroups } from '../read/read-nested-groups.ts';
import type { GraphCaller } from '../request/graph-caller.ts';

export const userFields = ['id', 'userPrincipalName', 'mail', 'accountEnabled'] as const;

/** Without the right to read users, Graph answers their ids alone. */
export const userAnswer = z
  .object({
    id: objectId,
    userPrincipalName: z.string().nullish(),
    mail: z.string().nullish(),
    accountEnabled: z.boolean().nullish(),
  })
  .transform((user): SeenUser => ({
    id: user.id,
    userPrincipalName: user.userPrincipalName ?? null,
    mail: user.mail ?? null,
    enabled: user.accountEnabled ?? null,
  }));

/** Groups with their direct members, and how many people hang on nested groups alone. */
export async function readAssignedGroups(
  graph: GraphCaller,
  ids: readonly string[],
): Promise<GroupsRead> {
  const distinct = [...new Set(ids)];
  const [groups, members, nested] = await Promise.all([
    graph.findEach(
      distinct.map((id) => ({
        route: 'GET /groups/{id}' as const,
        parameters: { id },
        query: { select: groupFields },
        answer: groupAnswer,
      })),
    ),
    graph.listEach(
      distinct.map((id) => ({
        route: 'GET /groups/{id}/members/microsoft.graph.user' as const,
        parameters: { id },
        query: { select: userFields, top: 999, advanced: true },
        item: userAnswer,
      })),
    ),
    readNestedGroups(graph, distinct),
  ]);
  const inside = new Map(nested.map((one) => [one.groupId, one]));
  const people = new Map(members.flatMap((list) => (list ?? []).map((user) => [user.id, user])));
  return {
    groups: distinct.flatMap((id, place) => {
      const group = groups[place] ?? null;
      if (group === null) return [];
      const found = inside.get(id);
      return [
        {
          ...group,
          memberIds: (members[place] ?? []).map((user) => user.id),
          nestedGroups: (found?.groups ?? []).map((one) => one.displayName ?? one.id),
          nestedPeople: found?.people ?? 0,
        },
      ];
    }),
    people: [...people.values()],
  };
}
