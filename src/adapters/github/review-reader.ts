import * as z from 'zod';
import type { PullRequestReview, ReviewReader } from '../../ports/github-reviews.ts';
import { PortError } from '../../ports/port-error.ts';
import { actorFromRest, restUser } from './actor.ts';
import { commitId } from './answers.ts';
import type { Call } from './call.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import { readCommitPeople } from './read-commit-people.ts';
import { readEdits } from './read-edits.ts';

/** Pages of a hundred reviews. */
const pageBound = 50;

const reviewAnswer = z.object({
  id: z.number(),
  node_id: z.string(),
  user: restUser.nullish(),
  body: z.string().nullish(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  commit_id: commitId.nullish(),
  // A review that waits to be submitted has no time yet.
  submitted_at: z.string().nullish(),
  html_url: z.string(),
});

const permissionAnswer = z.object({ permission: z.string() });

const states = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
} as const;

/** Reviews by GitHub's REST API; their edits and the people of commits by GraphQL, which alone tells them. */
export function createReviewReader(options: GitHubOptions): ReviewReader {
  const connection = createConnection(options);
  return {
    async reviews(pullRequest) {
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
        parameters: { pull_number: pullRequest },
        permission: 'pull-requests: read',
        repeat: 'always',
      };
      return (await listPages(connection, call, reviewAnswer, pageBound)).map(toReview);
    },

    editsOfReview: ({ nodeId }) => readEdits(connection, nodeId, 'reviewEdits'),

    commitPeople: (pullRequest) => readCommitPeople(connection, options.repository, pullRequest),

    /** `maintain` is `write` here and `triage` is `read`; a role of an organization's own is what it is based on. */
    async mayWrite(login) {
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
        parameters: { username: login },
        permission: 'metadata: read',
        repeat: 'always',
      };
      try {
        const { data } = await connection.send(call);
        const { permission } = readAnswer(call.route, permissionAnswer, data);
        return permission === 'admin' || permission === 'write';
      } catch (error) {
        if (error instanceof PortError && error.kind === 'not-found') return false;
        throw error;
      }
    },
  };
}

function toReview(answer: z.infer<typeof reviewAnswer>): PullRequestReview {
  return {
    id: answer.id,
    nodeId: answer.node_id,
    author: actorFromRest(answer.user),
    state: states[answer.state],
    body: answer.body ?? '',
    commit: answer.commit_id ?? null,
    submittedAt: answer.submitted_at ?? '',
    url: answer.html_url,
  };
}
