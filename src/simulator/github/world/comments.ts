import type { Account } from './account.ts';
import { editContent } from './content.ts';
import type { Repository } from './repository.ts';
import type { Comment } from './threads.ts';

export function createComment(
  repository: Repository,
  number: number,
  author: Account,
  body: string,
): Comment {
  const { world } = repository;
  const thread = repository.threads.get(number);
  if (thread === undefined) throw new Error(`${repository.fullName} has no #${number}`);
  const at = world.clock.now();
  const comment: Comment = {
    id: world.nextCommentId(),
    number,
    author,
    body,
    createdAt: at,
    updatedAt: at,
    edits: [],
  };
  repository.comments.set(comment.id, comment);
  thread.updatedAt = at;
  return comment;
}

export function editComment(
  repository: Repository,
  comment: Comment,
  editor: Account,
  body: string,
): void {
  const { world } = repository;
  editContent(comment, { body, editor, at: world.clock.now(), nextId: () => world.nextId() });
}
