import type { ExternalId } from '../model/principal.ts';

const issuerForm = /^https:\/\/scim\.[a-z0-9.-]+\//;

/** The external id that SCIM provisioning wrote; null for what was made in Identity Center. */
export function scimId({
  externalIds,
}: {
  readonly externalIds: readonly ExternalId[];
}): ExternalId | null {
  return externalIds.find(({ issuer }) => issuerForm.test(issuer)) ?? null;
}
