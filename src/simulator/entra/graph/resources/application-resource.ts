import type { JsonObject } from '../../../aws/json.ts';
import type { Application, FederatedCredential } from '../../world/state.ts';
import { equality, instants, prefix } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';
import { graphTime } from './time.ts';

export function applicationResource(app: Application): JsonObject {
  return {
    id: app.id,
    deletedDateTime: null,
    appId: app.appId,
    applicationTemplateId: app.templateId ?? null,
    createdDateTime: graphTime(app.createdAt),
    displayName: app.displayName,
    description: null,
    groupMembershipClaims: null,
    identifierUris: [...app.identifierUris],
    isFallbackPublicClient: null,
    publisherDomain: null,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    appRoles: [],
    keyCredentials: [],
    passwordCredentials: [],
    requiredResourceAccess: [],
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [...app.redirectUris],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
    },
    optionalClaims: null,
  };
}

export function federatedCredentialResource(credential: FederatedCredential): JsonObject {
  return {
    id: credential.id,
    name: credential.name,
    issuer: credential.issuer,
    subject: credential.subject,
    description: '',
    audiences: [...credential.audiences],
  };
}

const sample: Application = {
  id: '',
  appId: '',
  displayName: '',
  templateId: undefined,
  identifierUris: [],
  redirectUris: [],
  createdAt: 0,
};

export const applicationType: ResourceType = {
  name: 'microsoft.graph.application',
  resource: 'Application',
  properties: Object.keys(applicationResource(sample)),
  unset: ['notes', 'samlMetadataUrl', 'uniqueName', 'verifiedPublisher'],
};

export const applicationFilters: Readonly<Record<string, Filterable>> = {
  id: equality,
  appId: equality,
  applicationTemplateId: equality,
  createdDateTime: instants,
  displayName: prefix,
};

export const federatedCredentialType: ResourceType = {
  name: 'microsoft.graph.federatedIdentityCredential',
  resource: 'FederatedIdentityCredential',
  properties: ['id', 'name', 'issuer', 'subject', 'description', 'audiences'],
};
