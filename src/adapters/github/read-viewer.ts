import * as z from 'zod';
import type { Actor } from '../../ports/github.ts';
import { PortError } from '../../ports/port-error.ts';
import { actorFromLogin, actorFromRest, restUser } from './actor.ts';
import type { Connection } from './connection.ts';
import { graphql } from './graphql.ts';
import { readAnswer } from './read-answer.ts';

export interface Viewer {
  readonly actor: Actor;
  /**
   * True where nobody could say whose token this is and the job's own was taken for granted. Good enough
   * to find the comment to update; never enough to trust what a comment says.
   */
  readonly assumed: boolean;
}

const passing: readonly string[] = ['throttled', 'unavailable', 'credentials', 'cancelled'];

/**
 * GraphQL's `viewer` answers for every kind of token. GET /user stands in on servers without GraphQL,
 * but refuses the tokens of Apps, among them every job's own.
 */
export async function readViewer(connection: Connection): Promise<Viewer> {
  try {
    const { viewer } = await graphql(connection, {
      name: 'viewer',
      permission: 'metadata: read',
      query: 'query viewer { viewer { login } }',
      variables: {},
      data: z.object({ viewer: z.object({ login: z.string() }) }),
    });
    const actor = actorFromLogin(viewer.login);
    const isApp = actor.kind === 'user' && (await isInstallation(connection));
    return { actor: isApp ? { ...actor, kind: 'bot' } : actor, assumed: false };
  } catch (error) {
    // A server that is down must not change who we are; one that has no GraphQL says so for good.
    if (!(error instanceof PortError) || passing.includes(error.kind)) throw error;
  }
  const call = { route: 'GET /user', permission: 'metadata: read', repeat: 'always' } as const;
  try {
    const answer = await connection.send(call);
    const actor = actorFromRest(readAnswer(call.route, restUser, answer.data));
    if (actor !== null) return { actor, assumed: false };
  } catch (error) {
    if (!(error instanceof PortError) || passing.includes(error.kind)) throw error;
  }
  return { actor: { kind: 'bot', login: 'github-actions' }, assumed: true };
}

/**
 * Some servers name an App without its `[bot]`. A person may always ask who they are; an App's token may
 * not, and that tells them apart.
 */
async function isInstallation(connection: Connection): Promise<boolean> {
  const call = { route: 'GET /user', permission: 'metadata: read', repeat: 'always' } as const;
  try {
    await connection.send(call);
    return false;
  } catch (error) {
    if (!(error instanceof PortError) || passing.includes(error.kind)) throw error;
    return error.kind === 'access-denied';
  }
}
