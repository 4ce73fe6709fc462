import * as z from 'zod';
import type { GitHubReader } from '../../ports/github.ts';
import { PortError } from '../../ports/port-error.ts';
import {
  branchAnswer,
  commentAnswer,
  gitCommitAnswer,
  pullAnswer,
  pullFile,
  repositoryAnswer,
  statusAnswer,
} from './answers.ts';
import type { Call } from './call.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { listPages, pageSize } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import { readEdits } from './read-edits.ts';
import { readFirstParents } from './read-first-parents.ts';
import { readViewer, type Viewer } from './read-viewer.ts';
import { toComment, toCommit, toPullRequest, toStatus } from './to-domain.ts';

/** Where GitHub cuts the list of a pull request's files. */
const fileBound = 3000;
/** Waits for a pull request that a merge has not been joined to yet, for the life of one reader. */
const lagWaits: readonly number[] = [1000, 2000, 4000];

/** GitHub's REST API; GraphQL only for what REST does not tell. Lists hold 100 a page. */
export function createGitHubReader(options: GitHubOptions): GitHubReader {
  const connection = createConnection(options);
  const waits = [...lagWaits];
  let viewer: Promise<Viewer> | null = null;

  function whoAmI(): Promise<Viewer> {
    viewer ??= readViewer(connection).catch((error: unknown) => {
      viewer = null;
      throw error;
    });
    return viewer;
  }

  async function read<T>(
    route: Call['route'],
    parameters: NonNullable<Call['parameters']>,
    permission: string,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const answer = await connection.send({ route, parameters, permission, repeat: 'always' });
    return readAnswer(route, schema, answer.data);
  }

  function list<T>(
    route: Call['route'],
    parameters: NonNullable<Call['parameters']>,
    permission: string,
    schema: z.ZodType<T>,
    pages: number,
  ): Promise<readonly T[]> {
    return listPages(
      connection,
      { route, parameters, permission, repeat: 'always' },
      schema,
      pages,
    );
  }

  return {
    async viewer() {
      return (await whoAmI()).actor;
    },

    async repository() {
      const answer = await read(
        'GET /repos/{owner}/{repo}',
        {},
        'metadata: read',
        repositoryAnswer,
      );
      return { defaultBranch: answer.default_branch, isPrivate: answer.private };
    },

    async branchTip(branch) {
      const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
      return (await read(route, { branch }, 'contents: read', branchAnswer)).commit.sha;
    },

    async commit(id) {
      const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
      return toCommit(await read(route, { commit_sha: id }, 'contents: read', gitCommitAnswer));
    },

    firstParents: (from, limit) => readFirstParents(connection, from, limit),

    async pullRequest(number) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      return toPullRequest(
        await read(route, { pull_number: number }, 'pull-requests: read', pullAnswer),
      );
    },

    /** GitHub joins a merge to its pull request a little later; empty answers are asked again, 7 s in all. */
    async pullRequestsOf(commit, mayLag) {
      const call: Call = {
        route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
        parameters: { commit_sha: commit },
        permission: 'pull-requests: read',
        repeat: 'always',
      };
      for (;;) {
        const found = await listPages(connection, call, pullAnswer, 5);
        const wait = found.length === 0 && mayLag ? waits.shift() : undefined;
        if (wait === undefined) return found.map(toPullRequest);
        await connection.pause(call, wait);
      }
    },

    async changedPaths(number) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
      const parameters = { pull_number: number };
      const files = await list(route, parameters, 'pull-requests: read', pullFile, 31);
      if (files.length >= fileBound) return null;
      const paths = files.flatMap((file) => [
        file.filename,
        file.previous_filename ?? file.filename,
      ]);
      return [...new Set(paths)].toSorted();
    },

    async comments(number) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const parameters = { issue_number: number };
      return (await list(route, parameters, 'pull-requests: read', commentAnswer, 50)).map(
        toComment,
      );
    },

    async recentComments() {
      const route = 'GET /repos/{owner}/{repo}/issues/comments';
      const newest = { sort: 'updated', direction: 'desc', per_page: String(pageSize) };
      const found = await read(route, newest, 'pull-requests: read', z.array(commentAnswer));
      return found.map(toComment);
    },

    async editsOf(comment) {
      if ((await whoAmI()).assumed)
        throw new PortError(
          'credentials',
          'POST /graphql viewer',
          "GitHub does not say whose token this is, so no comment can be known to be this run's own",
        );
      return readEdits(connection, comment.nodeId);
    },

    async statuses(commit, context) {
      const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
      const statuses = await list(route, { ref: commit }, 'statuses: read', statusAnswer, 50);
      // GitHub answers newest first; times are whole seconds, so its order decides between equals.
      return statuses
        .filter((status) => status.context === context)
        .map(toStatus)
        .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
    },
  };
}
