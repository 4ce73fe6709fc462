import * as z from 'zod';
import type { CommitId } from '../../core/model/ids.ts';
import type { Actor } from '../../ports/github.ts';
import type { ChangeWriter, ProposedChange } from '../../ports/github-changes.ts';
import { PortError } from '../../ports/port-error.ts';
import { actorFromRest, restUser } from './actor.ts';
import { commitId, gitCommitAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { createConnection, type Connection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { openPullRequest, ownPullRequests, type OwnPullRequest } from './own-pull-requests.ts';
import { readAnswer } from './read-answer.ts';
import { readViewer } from './read-viewer.ts';

const contents = 'contents: write';

const refAnswer = z.object({ object: z.object({ sha: commitId }) });
const made = z.object({ sha: z.string() });
/** GitHub writes nobody as null, and as an object without members. */
const nobody = z.strictObject({}).transform(() => null);
/** repos/compare-commits-with-basehead, as far as it says who added what. */
const comparison = z.object({
  ahead_by: z.number(),
  commits: z.array(z.object({ sha: commitId, author: nobody.or(restUser).nullish() })),
});

/** The branch and the pull request of a drift run, over GitHub's git data: one commit on the base's tip. */
export function createChangeWriter(options: GitHubOptions): ChangeWriter {
  const connection = createConnection(options);
  const { owner } = options.repository;
  return {
    async propose(change) {
      const { actor } = await readViewer(connection);
      const tip = await tipOf(connection, change.branch);
      if (tip !== null) await requireOurs(connection, change, tip, actor);
      const isMoved = await moveBranch(connection, change, tip);
      const present = await ownPullRequests(connection, owner, change.branch, actor);
      const open = present.find(({ state }) => state === 'open') ?? null;
      const { isChanged, ...pull } = await openPullRequest(connection, change, open);
      return { ...pull, changed: isMoved || isChanged };
    },

    async openFor(branch) {
      const { actor } = await readViewer(connection);
      const present = await ownPullRequests(connection, owner, branch, actor);
      return present.find(({ state }) => state === 'open')?.url ?? null;
    },

    async withdraw(branch, baseBranch) {
      const { actor } = await readViewer(connection);
      const present = await ownPullRequests(connection, owner, branch, actor);
      for (const pull of present) if (pull.state === 'open') await close(connection, pull);
      const tip = await tipOf(connection, branch);
      if (tip === null) return;
      const [last] = present;
      if (last !== undefined) {
        await requireOurs(connection, { branch, baseBranch: last.base }, tip, actor);
        await deleteBranch(connection, branch);
        return;
      }
      // Where GitHub lets no job open a pull request, the branch alone is there.
      const { ahead, isOurs } = await compare(connection, baseBranch, tip, actor);
      if (ahead === 1 && isOurs) await deleteBranch(connection, branch);
    },
  };
}

async function tipOf(connection: Connection, branch: string): Promise<CommitId | null> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
    parameters: { ref: `heads/${branch}` },
    permission: contents,
    repeat: 'always',
  };
  try {
    return readAnswer(call.route, refAnswer, (await connection.send(call)).data).object.sha;
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** Nothing that somebody else has committed is ever overwritten or thrown away. */
async function requireOurs(
  connection: Connection,
  { branch, baseBranch }: Pick<ProposedChange, 'branch' | 'baseBranch'>,
  tip: CommitId,
  actor: Actor,
): Promise<void> {
  const { ahead, isOurs } = await compare(connection, baseBranch, tip, actor);
  if (ahead === 0 || (ahead === 1 && isOurs)) return;
  throw new PortError(
    'conflict',
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    `somebody else has committed to "${branch}"`,
    { help: `merge or close its pull request, and delete the branch "${branch}"` },
  );
}

/** `ahead` counts the commits that the base has not; `isOurs` where all of them are shown and this identity's. */
async function compare(
  connection: Connection,
  baseBranch: string,
  tip: CommitId,
  actor: Actor,
): Promise<{ readonly ahead: number; readonly isOurs: boolean }> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    parameters: { basehead: `${baseBranch}...${tip}` },
    permission: contents,
    repeat: 'always',
  };
  const { ahead_by: ahead, commits } = readAnswer(
    call.route,
    comparison,
    (await connection.send(call)).data,
  );
  const isOurs = commits.every(({ author }) => {
    const by = actorFromRest(author);
    return by?.kind === actor.kind && by.login === actor.login;
  });
  return { ahead, isOurs: isOurs && commits.length === ahead };
}

/** True where the branch has another commit now. One that proposes the very same stays, wherever its base is. */
async function moveBranch(
  connection: Connection,
  change: ProposedChange,
  tip: CommitId | null,
): Promise<boolean> {
  if (tip !== null) {
    const commit = await readCommit(connection, tip);
    const [parent] = commit.parents;
    const before = parent === undefined ? null : await readCommit(connection, parent.sha);
    if (
      before !== null &&
      commit.tree.sha === (await makeTree(connection, before.tree.sha, change))
    )
      return false;
  }
  const base = await readCommit(connection, change.baseCommit);
  const tree = await makeTree(connection, base.tree.sha, change);
  const sha = await make(connection, 'POST /repos/{owner}/{repo}/git/commits', {
    message: change.title,
    tree,
    parents: [change.baseCommit],
  });
  const { branch } = change;
  await connection.send(
    tip === null
      ? {
          route: 'POST /repos/{owner}/{repo}/git/refs',
          parameters: { ref: `refs/heads/${branch}`, sha },
          permission: contents,
          repeat: 'unless-sent',
        }
      : {
          route: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
          parameters: { ref: `heads/${branch}`, sha, force: true },
          permission: contents,
          repeat: 'always',
        },
  );
  return true;
}

async function readCommit(
  connection: Connection,
  id: CommitId,
): Promise<z.infer<typeof gitCommitAnswer>> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    parameters: { commit_sha: id },
    permission: contents,
    repeat: 'always',
  };
  return readAnswer(call.route, gitCommitAnswer, (await connection.send(call)).data);
}

function makeTree(
  connection: Connection,
  baseTree: string,
  { files }: ProposedChange,
): Promise<string> {
  const tree = Array.from(files, ([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    ...(content === null ? { sha: null } : { content }),
  }));
  const route = 'POST /repos/{owner}/{repo}/git/trees';
  return make(connection, route, { base_tree: baseTree, tree });
}

/** Git's objects are named by what they hold, so making one twice makes one. */
async function make(
  connection: Connection,
  route: Call['route'],
  parameters: NonNullable<Call['parameters']>,
): Promise<string> {
  const call: Call = { route, parameters, permission: contents, repeat: 'always' };
  return readAnswer(route, made, (await connection.send(call)).data).sha;
}

async function close(connection: Connection, { number }: OwnPullRequest): Promise<void> {
  await connection.send({
    route: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: { pull_number: number, state: 'closed' },
    permission: 'pull-requests: write',
    repeat: 'always',
  });
}

async function deleteBranch(connection: Connection, branch: string): Promise<void> {
  try {
    await connection.send({
      route: 'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
      parameters: { ref: `heads/${branch}` },
      permission: contents,
      repeat: 'always',
    });
  } catch (error) {
    // GitHub answers 422 for a branch that is gone already: deleted on merge, or by an earlier try.
    const isGone = error instanceof PortError && ['not-found', 'invalid'].includes(error.kind);
    if (!isGone) throw error;
  }
}
