import { uuid } from '../../aws/world/ids.ts';
import type { Machine } from '../machine.ts';
import type { Client } from '../world/state.ts';
import { isSignedBy, readJwt, signingKey, signJwt } from './jwt.ts';
import type { Jwt } from './jwt.ts';

export const entraKey = 'entra';

export interface IssuedToken {
  readonly token: string;
  /** In the client's seconds. */
  readonly lifetime: number;
}

/** A token for Graph with the roles that are consented to by now. */
export function issueToken(machine: Machine, client: Client, byAssertion: boolean): IssuedToken {
  const { tenant, clock, knobs, urls } = machine;
  const now = clock.now();
  const lifetime = knobs.tokens.lifetimeSeconds;
  const begins = Math.floor(now / 1000);
  const roles = [...client.permissions]
    .filter(([, since]) => now >= since + knobs.lag.permissions)
    .map(([permission]) => permission)
    .toSorted();
  const token = signJwt(signingKey(entraKey), {
    aud: urls.graph,
    iss: `https://sts.windows.net/${tenant.facts.id}/`,
    iat: begins,
    nbf: begins,
    exp: begins + lifetime * Math.max(1, clock.scale),
    app_displayname: client.name,
    appid: client.appId,
    appidacr: byAssertion ? '2' : '1',
    idp: `https://sts.windows.net/${tenant.facts.id}/`,
    idtyp: 'app',
    oid: client.servicePrincipalId,
    ...(roles.length > 0 && { roles }),
    sub: client.servicePrincipalId,
    tid: tenant.facts.id,
    uti: uuid('token', `${client.appId} ${now}`),
    ver: '1.0',
  });
  return { token, lifetime };
}

/** The token, if it is one that this tenant signed. */
export function readAccessToken(text: string): Jwt | undefined {
  const jwt = readJwt(text);
  return jwt !== undefined && isSignedBy(jwt, [signingKey(entraKey).publicKey]) ? jwt : undefined;
}
