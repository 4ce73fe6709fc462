import type { CommentWriter } from '../../ports/github.ts';
import { PortError } from '../../ports/port-error.ts';
import { commentAnswer } from './answers.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { readAnswer } from './read-answer.ts';
import { toComment } from './to-domain.ts';

const permission = 'pull-requests: write';

/**
 * The comments of a pull request. A created comment whose answer is lost rejects as `answer-lost`, for
 * the caller to list before writing again; updating and deleting do the same thing twice, so they are repeated.
 */
export function createCommentWriter(options: GitHubOptions): CommentWriter {
  const connection = createConnection(options);
  return {
    async createComment(number, body) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const parameters = { issue_number: number, body };
      const answer = await connection.send({
        route,
        parameters,
        permission,
        repeat: 'unless-sent',
      });
      return toComment(readAnswer(route, commentAnswer, answer.data));
    },

    async updateComment(id, body) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      const parameters = { comment_id: id, body };
      const answer = await connection.send({ route, parameters, permission, repeat: 'always' });
      return toComment(readAnswer(route, commentAnswer, answer.data));
    },

    async deleteComment(id) {
      const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
      const parameters = { comment_id: id };
      try {
        await connection.send({ route, parameters, permission, repeat: 'always' });
      } catch (error) {
        // Gone is what was asked for, be it by an earlier try or by somebody else.
        if (!(error instanceof PortError) || error.kind !== 'not-found') throw error;
      }
    },
  };
}
