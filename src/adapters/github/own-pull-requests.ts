import * as z from 'zod';
import type { Actor } from '../../ports/github.ts';
import type { ProposedChange } from '../../ports/github-changes.ts';
import { PortError } from '../../ports/port-error.ts';
import { actorFromRest, restUser } from './actor.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';

const permission = 'pull-requests: write';
const PAGES = 10;

/** pulls/list, pulls/create and pulls/update. */
const answer = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullish(),
  user: restUser.nullish(),
  base: z.object({ ref: z.string() }),
});

export interface OwnPullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly body: string;
  readonly base: string;
}

/** Pull requests from a branch of this repository that this token's identity opened, newest first. */
export async function ownPullRequests(
  connection: Connection,
  owner: string,
  branch: string,
  actor: Actor,
): Promise<readonly OwnPullRequest[]> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { head: `${owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc' },
    permission,
    repeat: 'always',
  };
  const found = await listPages(connection, call, answer, PAGES);
  return found
    .filter(({ user }) => {
      const by = actorFromRest(user);
      return by?.kind === actor.kind && by.login === actor.login;
    })
    .map(toOwn);
}

/** The open pull request as it is to be; written only where it says something else. */
export async function openPullRequest(
  connection: Connection,
  { title, body, branch, baseBranch }: ProposedChange,
  present: OwnPullRequest | null,
): Promise<{ readonly number: number; readonly url: string; readonly isChanged: boolean }> {
  if (present?.title === title && isSameText(present.body, body)) {
    return { number: present.number, url: present.url, isChanged: false };
  }
  const call: Call =
    present === null
      ? {
          route: 'POST /repos/{owner}/{repo}/pulls',
          parameters: { title, body, head: branch, base: baseBranch },
          permission,
          repeat: 'unless-sent',
        }
      : {
          route: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
          parameters: { pull_number: present.number, title, body },
          permission,
          repeat: 'always',
        };
  try {
    const { number, url } = toOwn(
      readAnswer(call.route, answer, (await connection.send(call)).data),
    );
    return { number, url, isChanged: true };
  } catch (error) {
    throw withSetting(error);
  }
}

/** A repository may keep the job's own token from it whatever permissions it has; GitHub says so in words alone. */
function withSetting(error: unknown): unknown {
  const isIt =
    error instanceof PortError &&
    error.kind === 'access-denied' &&
    error.message.includes('not permitted to create or approve pull requests');
  if (!isIt) return error;
  return new PortError(error.kind, error.action, 'GitHub Actions may open no pull requests here', {
    cause: error,
    help: 'allow it under Settings, Actions, General: "Allow GitHub Actions to create and approve pull requests"; or give github-token the token of an App',
  });
}

function toOwn(found: z.infer<typeof answer>): OwnPullRequest {
  const { number, html_url: url, state, title, body, base } = found;
  return { number, url, state, title, body: body ?? '', base: base.ref };
}

/** The address of a run is no news, and GitHub may change line ends. */
function isSameText(one: string, other: string): boolean {
  const plain = (text: string): string =>
    text
      .replaceAll('\r\n', '\n')
      .replaceAll(/\/actions\/runs\/\d+/g, '/actions/runs/')
      .trimEnd();
  return plain(one) === plain(other);
}
