import type { ExternalId } from '../model/principal.ts';

interface Identified {
  readonly externalIds: readonly ExternalId[];
}

/** Seen at SCIM's, and documented nowhere: another form proves nothing. */
const seenForm = /^https:\/\/scim\.[a-z0-9.-]+\//;

/** The external id that provisioning wrote; null for what carries none. */
export function provisionedId({ externalIds }: Identified): ExternalId | null {
  return externalIds.find(isOfSeenForm) ?? externalIds[0] ?? null;
}

export function isProvisioned({ externalIds }: Identified): boolean {
  return externalIds.length > 0;
}

export function isOfSeenForm({ issuer }: Pick<ExternalId, 'issuer'>): boolean {
  return seenForm.test(issuer);
}
