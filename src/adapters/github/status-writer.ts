import type { StatusWriter } from '../../ports/github.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';

/** GitHub refuses a longer description. */
const longestDescription = 140;

/** Commit statuses. The newest of a context counts, so one that was sent twice does no harm. */
export function createStatusWriter(options: GitHubOptions): StatusWriter {
  const connection = createConnection(options);
  return {
    async setStatus(commit, status) {
      await connection.send({
        route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
        parameters: {
          sha: commit,
          state: status.state,
          context: status.context,
          description: cut(status.description),
          ...(status.targetUrl !== null && { target_url: status.targetUrl }),
        },
        permission: 'statuses: write',
        repeat: 'always',
      });
    },
  };
}

function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= longestDescription) return text;
  return `${characters.slice(0, longestDescription - 1).join('')}…`;
}
