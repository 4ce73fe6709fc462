import type { Machine } from '../machine.ts';
import type { Client, FederatedCredential } from '../world/state.ts';
import { isSignedBy, readJwt } from './jwt.ts';
import type { Jwt } from './jwt.ts';
import { TokenError } from './token-error.ts';

const advice =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

/** Throws unless the assertion is another issuer's word that the app trusts. */
export function checkAssertion(machine: Machine, client: Client, assertion: string): void {
  const jwt = readJwt(assertion);
  if (jwt === undefined) {
    throw new TokenError('invalid_client', 50027, 'JWT token is invalid or malformed.', {
      invalid: true,
    });
  }
  const issuer = text(jwt, 'iss');
  if (issuer === client.appId) {
    throw new TokenError(
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${client.appId}'.]`,
    );
  }
  requireCredential(machine, client, jwt);
  const trusted = machine.trusted.find((one) => one.issuer === issuer);
  if (trusted === undefined) {
    const where = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    throw new TokenError(
      'invalid_request',
      50166,
      `Request to External OIDC endpoint failed. Endpoint: ${where}.`,
    );
  }
  if (!isSignedBy(jwt, trusted.keys)) {
    throw new TokenError(
      'invalid_client',
      700027,
      'Client assertion contains an invalid signature.',
    );
  }
  requireTime(machine.clock.now(), jwt);
}

function requireCredential(machine: Machine, client: Client, jwt: Jwt): void {
  if (client.federated.length === 0) {
    throw new TokenError(
      'invalid_client',
      70025,
      `The client '${client.appId}'(${client.name}) has no configured federated identity credentials.`,
    );
  }
  const issuer = text(jwt, 'iss');
  const subject = text(jwt, 'sub');
  const audience = text(jwt, 'aud');
  const noMatch = (code: number, what: string, value: string, more = ''): TokenError =>
    new TokenError(
      'invalid_client',
      code,
      `No matching federated identity record found for presented assertion ${what} '${value}'. ${more}${advice}`,
    );
  const ofIssuer = client.federated.filter((one) => one.issuer === issuer);
  if (ofIssuer.length === 0) throw noMatch(700211, 'issuer', issuer);
  const ofSubject = ofIssuer.filter((one) => one.subject === subject);
  if (ofSubject.length === 0) {
    const near = ofIssuer.some((one) => one.subject.toLowerCase() === subject.toLowerCase());
    const why =
      'The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ';
    throw near ? noMatch(7002138, 'subject', subject, why) : noMatch(700213, 'subject', subject);
  }
  const matching = ofSubject.filter((one) => one.audiences.includes(audience));
  if (matching.length === 0) throw noMatch(700212, 'audience', audience);
  if (!matching.some((one) => isKnown(machine, one))) {
    throw new TokenError(
      'invalid_client',
      70021,
      `No matching federated identity record found for presented assertion. Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. ${advice}`,
    );
  }
}

// A credential that was just added is not seen everywhere yet.
function isKnown({ clock, knobs }: Machine, credential: FederatedCredential): boolean {
  return clock.now() >= credential.since + knobs.lag.federatedCredentials;
}

function requireTime(now: number, jwt: Jwt): void {
  const expires = Number(jwt.claims['exp']) * 1000;
  const starts = Number(jwt.claims['nbf'] ?? jwt.claims['iat']) * 1000;
  // Entra allows for clocks that differ by a few minutes at the beginning, and for none at the end.
  if (now < expires && now >= starts - 300_000) return;
  const iso = (time: number): string =>
    Number.isNaN(time) ? 'unknown' : `${new Date(time).toISOString().slice(0, 23)}0000Z`;
  throw new TokenError(
    'invalid_client',
    700024,
    `Client assertion is not within its valid time range. Current time: ${iso(now)}, assertion valid from ${iso(starts)}, expiry time of assertion ${iso(expires)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  );
}

function text(jwt: Jwt, claim: string): string {
  const value = jwt.claims[claim];
  return typeof value === 'string' ? value : '';
}
