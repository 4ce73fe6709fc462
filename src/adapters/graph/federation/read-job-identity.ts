import type { JobIdentity } from '../../../core/doctor/entra-facts.ts';
import type { Clock } from '../../../ports/clock.ts';
import { cleanText } from '../request/clean-text.ts';
import { Assertions, type FetchIdToken } from '../sign-in/assertions.ts';
import type { TokenClaims } from '../sign-in/token-claims.ts';

/** What GitHub says of this job to Entra ID; null where its token is not one that can be read. */
export async function readJobIdentity(
  clock: Clock,
  fetchIdToken: FetchIdToken,
  audience: string,
): Promise<JobIdentity | null> {
  const assertions = new Assertions(clock, fetchIdToken);
  const never = new AbortController().signal;
  const assertion = await assertions.for({ kind: 'job', clientId: '' }, audience, never);
  const claims = assertion?.claims ?? null;
  if (claims?.sub === undefined || claims.iss === undefined) return null;
  return {
    issuer: cleanText(claims.iss),
    subject: cleanText(claims.sub),
    audience: cleanText(claims.aud ?? audience),
    forms: formsOf(claims),
  };
}

/** GitHub names the repository by names, or by names with ids, by the age of the repository. */
function formsOf({
  sub,
  repository,
  repository_id: id,
  repository_owner_id: ownerId,
}: TokenClaims): string[] {
  const rest = /^repo:[^:]+:(.+)$/.exec(sub ?? '')?.[1];
  const [owner, name] = repository?.split('/') ?? [];
  if (rest === undefined || owner === undefined || name === undefined) return [];
  const plain = `repo:${owner}/${name}:${rest}`;
  if (id === undefined || ownerId === undefined) return [cleanText(plain)];
  return [plain, `repo:${owner}@${ownerId}/${name}@${id}:${rest}`].map(cleanText);
}
