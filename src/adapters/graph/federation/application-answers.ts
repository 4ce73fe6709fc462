import * as z from 'zod';
import type {
  Assigned,
  FederatedCredential,
  FederationApplication,
  Registration,
  SigningKey,
} from '../../../core/doctor/entra-facts.ts';
import { objectId } from '../answers/directory-answers.ts';

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

export const federationFields = [
  'id',
  'appId',
  'displayName',
  'applicationTemplateId',
  'accountEnabled',
  'appRoleAssignmentRequired',
  'preferredSingleSignOnMode',
  'replyUrls',
  'preferredTokenSigningKeyThumbprint',
  'keyCredentials',
  'notificationEmailAddresses',
] as const;

const keyCredential = z
  .object({ customKeyIdentifier: optional, endDateTime: z.string(), usage: optional })
  .transform((key): SigningKey => ({
    thumbprint: thumbprintOf(key.customKeyIdentifier),
    usage: key.usage ?? '',
    endsAt: key.endDateTime,
  }));

/** Of certificates that Entra made, the identifier is the thumbprint's bytes. */
function thumbprintOf(identifier: string | null): string | null {
  if (identifier === null) return null;
  return Buffer.from(identifier, 'base64').toString('hex').toUpperCase();
}

export const federationApplicationAnswer = z
  .object({
    id: objectId,
    appId: objectId,
    displayName: optional,
    applicationTemplateId: optional,
    accountEnabled: z.boolean().nullish(),
    appRoleAssignmentRequired: z.boolean().nullish(),
    preferredSingleSignOnMode: optional,
    replyUrls: texts,
    preferredTokenSigningKeyThumbprint: optional,
    keyCredentials: z
      .array(keyCredential)
      .nullish()
      .transform((list) => list ?? []),
    notificationEmailAddresses: texts,
  })
  .transform((app): FederationApplication => ({
    id: app.id,
    appId: app.appId,
    displayName: app.displayName ?? app.appId,
    templateId: app.applicationTemplateId?.toLowerCase() ?? null,
    enabled: app.accountEnabled ?? true,
    assignmentRequired: app.appRoleAssignmentRequired ?? false,
    signInMode: app.preferredSingleSignOnMode,
    replyUrls: app.replyUrls,
    activeThumbprint: app.preferredTokenSigningKeyThumbprint,
    keys: app.keyCredentials,
    notified: app.notificationEmailAddresses,
  }));

export const registrationAnswer = z
  .object({ identifierUris: texts, web: z.object({ redirectUris: texts }).nullish() })
  .transform(({ identifierUris, web }): Registration => ({
    identifiers: identifierUris,
    redirectUris: web?.redirectUris ?? [],
  }));

export const federatedCredentialAnswer = z.object({
  name: z.string(),
  issuer: z.string(),
  /** Null where an expression stands in its place. */
  subject: z
    .string()
    .nullish()
    .transform((subject) => subject ?? null),
  audiences: texts,
}) satisfies z.ZodType<FederatedCredential>;

export const assignedAnswer = z
  .object({ principalId: objectId, principalType: z.string(), principalDisplayName: optional })
  .transform(({ principalId, principalType, principalDisplayName }): Assigned => ({
    type: principalType === 'Group' ? 'group' : principalType === 'User' ? 'user' : 'other',
    id: principalId,
    name: principalDisplayName ?? principalId,
  }));
