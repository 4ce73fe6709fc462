import { association } from '../rest/resources/thread-resources.ts';
import { timestamp } from '../world/clock.ts';
import type { Content } from '../world/content.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import type { PageArguments } from './connection.ts';
import type { Context } from './context.ts';

/** What every text on GitHub tells about who wrote it and who changed it. */
export function contentNode(context: Context, repository: Repository, content: Content): object {
  const { world } = context;
  const last = content.edits.at(-1);
  return {
    author: actorNode(world, content.author),
    authorAssociation: association(repository, content.author),
    body: content.body,
    createdAt: timestamp(content.createdAt),
    updatedAt: timestamp(content.updatedAt),
    lastEditedAt: last === undefined ? null : timestamp(last.at),
    editor: last === undefined ? null : actorNode(world, last.editor),
    includesCreatedEdit: content.edits.length > 0,
    viewerDidAuthor: content.author === context.token.account,
    // Newest first; the oldest of them is the creation, and there is none before the first edit.
    userContentEdits: (args: PageArguments) =>
      connection('userContentEdits', content.edits.toReversed(), args, (edit) => ({
        id: nodeId('UserContentEdit', edit.id, repository.id),
        createdAt: timestamp(edit.at),
        editedAt: timestamp(edit.at),
        updatedAt: timestamp(edit.deleted?.at ?? edit.at),
        editor: actorNode(world, edit.editor),
        deletedAt: edit.deleted === undefined ? null : timestamp(edit.deleted.at),
        deletedBy: edit.deleted === undefined ? null : actorNode(world, edit.deleted.by),
        diff: edit.body,
      })),
  };
}
