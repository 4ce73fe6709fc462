import * as z from 'zod';
import type { DirectoryMember, DirectoryPeopleReader } from '../../ports/people-read.ts';
import { objectId } from './answers/directory-answers.ts';
import type { GraphConnection } from './open-graph.ts';
import type { GraphCaller } from './request/graph-caller.ts';
import { mayReadMembers } from './read/may-read-members.ts';
import { sortedById } from './read/sorted-by-id.ts';

/** Without the right to read users, Graph answers their ids alone. */
const memberAnswer = z
  .object({ id: objectId, userPrincipalName: z.string().nullish() })
  .transform((user): DirectoryMember => ({
    id: user.id,
    userPrincipalName: user.userPrincipalName ?? null,
  }));

/** Who is in groups; an aborted `signal` rejects what is not answered yet. */
export function createDirectoryPeopleReader(
  connection: GraphConnection,
  options: { readonly signal?: AbortSignal } = {},
): DirectoryPeopleReader {
  const graph = connection.caller(options.signal);
  return { readMembers: (question) => readMembers(graph, question) };
}

async function readMembers(
  graph: GraphCaller,
  { groupIds, atMost, names }: Parameters<DirectoryPeopleReader['readMembers']>[0],
): ReturnType<DirectoryPeopleReader['readMembers']> {
  const ids = [...new Set(groupIds)];
  const select = names ? ['id', 'userPrincipalName'] : ['id'];
  const found = await graph.listEach(
    ids.map((id) => ({
      route: 'GET /groups/{id}/members/microsoft.graph.user' as const,
      parameters: { id },
      query: { select, top: 999, advanced: true },
      item: memberAnswer,
      deniedDespite: mayReadMembers,
      atMost,
    })),
  );
  return ids.flatMap((groupId, place) => {
    const users = found[place] ?? null;
    if (users === null) return [];
    const distinct = new Map(users.map((user) => [user.id, user]));
    return [{ groupId, users: sortedById([...distinct.values()]) }];
  });
}
