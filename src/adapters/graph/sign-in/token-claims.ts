import * as z from 'zod';

const text = z.string().optional().catch(undefined);
const seconds = z.number().optional().catch(undefined);

/** What of a token's payload is looked at; nothing is decided by it, for its signature is not checked. */
const claims = z.object({
  sub: text,
  iss: text,
  aud: z
    .union([z.string(), z.array(z.string()).transform((list) => list.join(' '))])
    .optional()
    .catch(undefined),
  iat: seconds,
  exp: seconds,
  /** Of an access token: application permissions. */
  roles: z.array(z.string()).optional().catch(undefined),
  /** Of an access token: what a person allowed. */
  scp: text,
  /** Of a token of GitHub's. */
  repository: text,
  repository_id: text,
  repository_owner_id: text,
});

export type TokenClaims = z.output<typeof claims>;

/** The payload of a JWT; null for a token of another form. */
export function tokenClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const read = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Names of the permissions in an access token; null where it does not say. */
export function permissionsOf(token: string): readonly string[] | null {
  const read = tokenClaims(token);
  if (read === null) return null;
  const { roles = [], scp } = read;
  return [...new Set([...roles, ...(scp?.split(' ') ?? [])])].filter(Boolean).toSorted();
}
