import type { Json } from '../../aws/json.ts';
import type { Machine } from '../machine.ts';
import { readAccessToken } from '../token/access-token.ts';
import type { Client } from '../world/state.ts';
import { GraphError } from './graph-error.ts';

export interface Caller {
  readonly client: Client;
  readonly roles: ReadonlySet<string>;
}

/** Who asks, and what the token says that it may: consent given later needs a later token. */
export function authenticate(machine: Machine, authorization: string | undefined): Caller {
  const text = /^Bearer (.*)$/i.exec(authorization ?? '')?.[1]?.trim() ?? '';
  if (text === '') throw invalidToken('Access token is empty.');
  if (text.split('.').length !== 3) {
    throw invalidToken('IDX14100: JWT is not well formed, there are no dots (.).');
  }
  const token = readAccessToken(text);
  if (token === undefined)
    throw invalidToken('Access token validation failure. Invalid signature.');
  const { aud, exp, tid, appid, roles } = token.claims;
  if (aud !== machine.urls.graph || tid !== machine.tenant.facts.id) {
    throw invalidToken('Access token validation failure. Invalid audience.');
  }
  if (Number(exp) * 1000 <= machine.clock.now()) {
    throw invalidToken('Lifetime validation failed, the token is expired.');
  }
  const client = typeof appid === 'string' ? machine.tenant.clients.get(appid) : undefined;
  if (client === undefined) throw invalidToken('Access token validation failure.');
  return { client, roles: new Set(strings(roles)) };
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function invalidToken(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message);
}
