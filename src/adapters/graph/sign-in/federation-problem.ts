import { cleanText } from '../request/clean-text.ts';
import type { FailedSignIn } from './failed-sign-in.ts';
import type { TokenClaims } from './token-claims.ts';

/** Entra found no federated credential for the token: which part of it did not match, where it says. */
const parts: Readonly<Record<string, 'any' | 'subject' | 'case' | 'issuer' | 'audience'>> = {
  AADSTS70021: 'any',
  AADSTS70025: 'any',
  AADSTS700213: 'subject',
  AADSTS7002138: 'case',
  AADSTS700211: 'issuer',
  AADSTS700212: 'audience',
};

export function isFederationCode(code: string): boolean {
  return Object.hasOwn(parts, code);
}

/** What was sent, for that is what the federated credential has to hold; never the token itself. */
export function federationProblem(
  code: string,
  { access, assertion, credential }: Pick<FailedSignIn, 'access' | 'assertion' | 'credential'>,
): { readonly what: string; readonly help: string } {
  const claims = assertion?.claims ?? null;
  const who = credential.kind === 'job' ? "the job's token" : 'the token of the file';
  const what = `no federated credential of application ${access.clientId} matches ${who}, ${sent(claims)}${forms(claims)}`;
  const later = 'a new or changed one counts after some minutes';
  const subject = claims?.sub === undefined ? "the token's" : `"${cleanText(claims.sub)}"`;
  switch (parts[code]) {
    case 'issuer':
      return {
        what,
        help: `give the federated credential the issuer ${quoted(claims?.iss)}; ${later}`,
      };
    case 'audience':
      return {
        what,
        help: `give the federated credential the audience ${quoted(claims?.aud)}; ${later}`,
      };
    case 'case':
      return {
        what,
        help: `write the subject of the federated credential exactly as ${subject}: upper and lower case differ; ${later}`,
      };
    default:
      return {
        what,
        help: `add a federated credential to the app registration whose subject is exactly ${subject}: there are no wildcards, and upper and lower case differ; ${later}`,
      };
  }
}

function sent(claims: TokenClaims | null): string {
  if (claims === null) return 'which is no JWT';
  return `sent with subject ${quoted(claims.sub)}, issuer ${quoted(claims.iss)} and audience ${quoted(claims.aud)}`;
}

/**
 * GitHub has two forms of subjects, by the age of the repository, and a credential holds one of them.
 */
function forms(claims: TokenClaims | null): string {
  const { sub, repository, repository_id: id, repository_owner_id: ownerId } = claims ?? {};
  const rest = /^repo:[^:]+:(.+)$/.exec(sub ?? '')?.[1];
  const [owner, name] = repository?.split('/') ?? [];
  if (rest === undefined || owner === undefined || name === undefined) {
    return '; GitHub writes subjects as "repo:OWNER/REPO:…", or, for repositories made, renamed or transferred since July 2026, as "repo:OWNER@ID/REPO@ID:…"';
  }
  const plain = `repo:${owner}/${name}:${rest}`;
  const numbered = `repo:${owner}@${ownerId ?? 'ID'}/${name}@${id ?? 'ID'}:${rest}`;
  return `; GitHub writes this subject as ${quoted(plain)}, or, for repositories made, renamed or transferred since July 2026, as ${quoted(numbered)}`;
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'none' : `"${cleanText(text)}"`;
}
