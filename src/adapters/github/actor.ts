import * as z from 'zod';
import type { Actor } from '../../ports/github.ts';

/** What REST calls a simple user; `type` is taken as optional because not every server sends it. */
export const restUser = z.object({ login: z.string(), type: z.string().optional() });
/** GraphQL's `Actor` interface. */
export const graphqlActor = z.object({ login: z.string(), __typename: z.string() });

const botSuffix = '[bot]';

/** Brackets cannot stand in a person's login, so the suffix alone tells a bot, as in GraphQL's viewer. */
export function actorFromLogin(login: string): Actor {
  return login.endsWith(botSuffix)
    ? { kind: 'bot', login: login.slice(0, -botSuffix.length) }
    : { kind: 'user', login };
}

export function actorFromRest(user: z.infer<typeof restUser> | null | undefined): Actor | null {
  return user === null || user === undefined ? null : actorOf(user.login, user.type ?? 'User');
}

export function actorFromGraphql(actor: z.infer<typeof graphqlActor> | null): Actor | null {
  if (actor === null) return null;
  const { login, __typename: type } = actor;
  return actorOf(login, type);
}

/** Null for a mannequin: an importer may call it what they like, the name of a real person included. */
function actorOf(login: string, type: string): Actor | null {
  if (type === 'Mannequin') return null;
  const actor = actorFromLogin(login);
  return type === 'Bot' ? { ...actor, kind: 'bot' } : actor;
}
