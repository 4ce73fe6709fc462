import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../aws/json.ts';
import type { SimulatedClock } from '../clock.ts';
import { signingKey, signJwt } from '../entra/token/jwt.ts';
import type { TokenIssuer } from '../entra/token/jwt.ts';
import { listen } from '../http.ts';
import { idTokenClaims } from './id-token-claims.ts';
import type { IdTokenJob } from './id-token-claims.ts';

export interface IdTokenIssuerOptions {
  /** What tokens say they are from; GitHub itself if left out. */
  readonly issuer?: string;
  /** `ids`: with the ids of owner and repository, as repositories made since July 2026 have it. */
  readonly subjects?: 'ids' | 'names';
  /** The machine's own time if left out. */
  readonly clock?: SimulatedClock;
  /** In the job's own seconds; GitHub's live for five minutes. */
  readonly lifetimeSeconds?: number;
}

/** Whom jobs ask for a token that says who they are. */
export interface IdTokenIssuer extends TokenIssuer {
  readonly url: string;
  /** What a job with `id-token: write` finds in its environment. */
  grant(job: IdTokenJob): IdTokenGrant;
  /** A token without asking for it over HTTP. */
  token(job: IdTokenJob, audience: string): string;
  close(): Promise<void>;
}

export interface IdTokenGrant {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

export async function startIdTokenIssuer(
  options: IdTokenIssuerOptions = {},
): Promise<IdTokenIssuer> {
  const issuer = options.issuer ?? 'https://token.actions.githubusercontent.com';
  const key = signingKey('actions');
  const jobs = new Map<string, IdTokenJob>();
  const { clock, subjects = 'names', lifetimeSeconds = 300 } = options;
  const token = (job: IdTokenJob, audience: string): string => {
    const now = Math.floor((clock?.now() ?? Date.now()) / 1000);
    const lifetime = lifetimeSeconds * Math.max(1, clock?.scale ?? 1);
    const times = {
      jti: randomBytes(16).toString('hex'),
      nbf: now - 300,
      iat: now,
      exp: now + lifetime,
    };
    return signJwt(key, { ...idTokenClaims(job, subjects), aud: audience, iss: issuer, ...times });
  };
  const server = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const bearer = /^Bearer (.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const job = jobs.get(bearer);
    const answer = (status: number, body: JsonObject): Promise<void> => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
      return Promise.resolve();
    };
    if (job === undefined)
      return answer(401, { message: 'The token is not one of a running job.' });
    if (request.method !== 'GET' || url.pathname !== '/idtoken') {
      return answer(404, { message: 'Not found.' });
    }
    const owner = `https://github.com/${job.event.repository.owner}`;
    const value = token(job, url.searchParams.get('audience') ?? owner);
    return answer(200, { count: value.length, value });
  });
  return {
    url: server.url,
    issuer,
    keys: [key.publicKey],
    token,
    grant: (job) => {
      const bearer = randomBytes(24).toString('base64url');
      jobs.set(bearer, job);
      return {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/idtoken?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
      };
    },
    close: () => server.close(),
  };
}
