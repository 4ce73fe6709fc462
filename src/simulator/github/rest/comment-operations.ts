import { json } from '../json.ts';
import { createComment, editComment } from '../world/comments.ts';
import type { Comment } from '../world/threads.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
import { of, ofThread, ok } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { paginate } from './paginate.ts';
import { commentResource } from './resources/thread-resources.ts';

function found({ repository, path }: Call): Comment {
  const comment = repository.comments.get(Number(path['comment_id']));
  if (comment === undefined) throw notFound();
  return comment;
}

function checkedBody({ body, world }: Call): string {
  const text = json.text(body['body']);
  const { commentBytes, commentCharacters } = world.settings;
  if (text.trim() === '')
    throw invalid('IssueComment', 'data', 'unprocessable', "Body can't be blank");
  if ([...text].length > commentCharacters || Buffer.byteLength(text) > commentBytes)
    throw invalid(
      'IssueComment',
      'data',
      'unprocessable',
      'Body is too long (maximum is 65536 characters)',
    );
  return text;
}

/** Undocumented: what a token may not read one by one, this list leaves out too. */
function mayRead({ repository, token }: Call, { number }: Comment): boolean {
  if (!repository.private || token === undefined) return true;
  const opens = ofThread(repository, { issue_number: String(number) });
  return opens.some((scope) => token.permissions[scope] !== undefined);
}

/** By ascending id unless `sort` is given; without it, `direction` means nothing. */
function ordered(comments: readonly Comment[], { sort, direction }: Call['query']): Comment[] {
  const key = sort === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = sort !== undefined && direction === 'desc' ? -1 : 1;
  const time = (comment: Comment): number => (sort === undefined ? 0 : comment[key].getTime());
  return comments.toSorted((a, b) => sign * (time(a) - time(b) || a.id - b.id));
}

function updatedSince(comments: readonly Comment[], { since }: Call['query']): Comment[] {
  const time = Date.parse(since ?? '1970-01-01T00:00:00Z');
  return comments.filter(({ updatedAt }) => updatedAt.getTime() >= time);
}

/** An app may change its own comments; other people's only with write access to the repository. */
function mayChange({ repository, token, viewer }: Call, comment: Comment): void {
  if (comment.author === viewer()) return;
  const role = repository.roleOf(viewer());
  if (token?.kind === 'installation' || ['admin', 'maintain', 'write'].includes(role)) return;
  throw new ApiError(403, 'Must have admin rights to Repository.');
}

export const commentOperations: readonly Operation[] = [
  {
    id: 'issues/list-comments',
    level: 'read',
    scopes: ofThread,
    handle: (call) => {
      const number = Number(call.path['issue_number']);
      if (!call.repository.threads.has(number)) throw notFound();
      const comments = updatedSince(call.repository.commentsOn(number), call.query);
      return paginate(call, comments, (comment) => commentResource(call.repository, comment));
    },
  },
  {
    id: 'issues/list-comments-for-repo',
    level: 'read',
    scopes: of('issues', 'pull-requests'),
    handle: (call) => {
      const all = [...call.repository.comments.values()].filter((one) => mayRead(call, one));
      const comments = ordered(updatedSince(all, call.query), call.query);
      return paginate(call, comments, (comment) => commentResource(call.repository, comment));
    },
  },
  {
    id: 'issues/create-comment',
    level: 'write',
    scopes: ofThread,
    handle: (call) => {
      const number = Number(call.path['issue_number']);
      if (!call.repository.threads.has(number)) throw notFound();
      const comment = createComment(call.repository, number, call.viewer(), checkedBody(call));
      return { status: 201, body: commentResource(call.repository, comment) };
    },
  },
  {
    id: 'issues/get-comment',
    level: 'read',
    scopes: of('issues', 'pull-requests'),
    handle: (call) => ok(commentResource(call.repository, found(call))),
  },
  {
    id: 'issues/update-comment',
    level: 'write',
    scopes: ofThread,
    handle: (call) => {
      const comment = found(call);
      mayChange(call, comment);
      editComment(call.repository, comment, call.viewer(), checkedBody(call));
      return ok(commentResource(call.repository, comment));
    },
  },
  {
    id: 'issues/delete-comment',
    level: 'write',
    scopes: ofThread,
    handle: (call) => {
      const comment = found(call);
      mayChange(call, comment);
      call.repository.comments.delete(comment.id);
      return { status: 204 };
    },
  },
];
