import * as z from 'zod';
import type { Issue, IssueReader, IssueWriter } from '../../ports/github-issues.ts';
import { actorFromRest, restUser } from './actor.ts';
import type { Call } from './call.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import { readViewer } from './read-viewer.ts';

const permission = 'issues: write';

/** issues/list-for-repo, issues/create and issues/update. A pull request is an issue with one member more. */
const issueAnswer = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  user: restUser.nullish(),
  html_url: z.string(),
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
});

function toIssue(answer: z.infer<typeof issueAnswer>): Issue {
  return {
    number: answer.number,
    title: answer.title,
    body: answer.body ?? '',
    state: answer.state === 'open' ? 'open' : 'closed',
    author: actorFromRest(answer.user),
    url: answer.html_url,
    updatedAt: answer.updated_at,
  };
}

/** Pages of what one identity has written; a bot may have opened thousands of pull requests. */
const PAGES = 50;

/**
 * Issues of the repository, as `issues: write` lets them be read and written. A created issue whose
 * answer is lost rejects as `answer-lost`; an update does the same thing twice, so it is repeated.
 */
export function createIssueBoard(options: GitHubOptions): IssueReader & IssueWriter {
  const connection = createConnection(options);

  async function write(call: Call): Promise<Issue> {
    const { data } = await connection.send(call);
    return toIssue(readAnswer(call.route, issueAnswer, data));
  }

  return {
    async ownIssues() {
      const { kind, login } = (await readViewer(connection)).actor;
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/issues',
        parameters: {
          creator: kind === 'bot' ? `${login}[bot]` : login,
          state: 'all',
          sort: 'created',
          direction: 'desc',
        },
        permission,
        repeat: 'always',
      };
      const found = await listPages(connection, call, issueAnswer, PAGES);
      return found.filter((answer) => answer.pull_request === undefined).map(toIssue);
    },

    createIssue: ({ title, body }) =>
      write({
        route: 'POST /repos/{owner}/{repo}/issues',
        parameters: { title, body },
        permission,
        repeat: 'unless-sent',
      }),

    updateIssue: (number, change) =>
      write({
        route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
        parameters: {
          issue_number: number,
          ...change,
          ...(change.state !== undefined && {
            state_reason: change.state === 'closed' ? 'completed' : 'reopened',
          }),
        },
        permission,
        repeat: 'always',
      }),
  };
}
