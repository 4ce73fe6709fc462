import * as z from 'zod';
import type { CommentEdit } from '../../ports/github.ts';
import { PortError } from '../../ports/port-error.ts';
import { actorFromGraphql, graphqlActor } from './actor.ts';
import type { Connection } from './connection.ts';
import { graphql } from './graphql.ts';

const pageBound = 20;

type EditsName = 'commentEdits' | 'reviewEdits';

/** `Comment` is what comments and reviews have in common. */
const query = (name: EditsName) => `query ${name}($id: ID!, $after: String) {
  node(id: $id) {
    ... on Comment {
      author { __typename login }
      editor { __typename login }
      createdAt
      lastEditedAt
      includesCreatedEdit
      userContentEdits(first: 100, after: $after) {
        nodes { editedAt editor { __typename login } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

type NodeAnswer = z.infer<typeof nodeAnswer>;
const nodeAnswer = z.object({
  node: z
    .object({
      editor: graphqlActor.nullable(),
      lastEditedAt: z.string().nullable(),
      // GitHub documents the connection and its nodes as nullable.
      userContentEdits: z
        .object({
          nodes: z
            .array(z.object({ editedAt: z.string(), editor: graphqlActor.nullable() }).nullable())
            .nullable(),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        })
        .nullable(),
    })
    .nullable(),
});

/**
 * Who ever edited a comment or a review. GitHub counts the creation as the first edit once there is a second; it is
 * left in, under its author. The comment's own `editor` is added, so that a history somebody deleted
 * still shows the last hand on it.
 */
export async function readEdits(
  connection: Connection,
  nodeId: string,
  name: EditsName = 'commentEdits',
): Promise<readonly CommentEdit[]> {
  const edits = new Map<string, CommentEdit>();
  const add = (edit: CommentEdit): void => {
    edits.set(JSON.stringify([edit.editedAt, edit.editor?.kind, edit.editor?.login]), edit);
  };
  const cursors = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < pageBound; page += 1) {
    const answer: NodeAnswer = await graphql<NodeAnswer>(connection, {
      name,
      permission: 'pull-requests: read',
      query: query(name),
      variables: { id: nodeId, after },
      data: nodeAnswer,
    });
    const { node } = answer;
    if (node === null)
      throw new PortError('not-found', `POST /graphql ${name}`, 'the text is gone');
    if (node.lastEditedAt !== null)
      add({ editor: actorFromGraphql(node.editor), editedAt: node.lastEditedAt });
    for (const edit of node.userContentEdits?.nodes ?? [])
      // An edit that GitHub does not show is somebody's all the same.
      add(
        edit === null
          ? { editor: null, editedAt: node.lastEditedAt ?? '' }
          : { editor: actorFromGraphql(edit.editor), editedAt: edit.editedAt },
      );
    const info = node.userContentEdits?.pageInfo;
    if (info?.hasNextPage !== true) return [...edits.values()];
    if (info.endCursor === null || cursors.has(info.endCursor))
      throw new PortError('bad-answer', `POST /graphql ${name}`, 'the list of edits never ends');
    cursors.add(info.endCursor);
    after = info.endCursor;
  }
  throw new PortError('quota', `POST /graphql ${name}`, `more than ${pageBound * 100} edits`);
}
