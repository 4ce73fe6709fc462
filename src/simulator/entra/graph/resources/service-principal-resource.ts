import type { JsonObject } from '../../../aws/json.ts';
import { uuid } from '../../../aws/world/ids.ts';
import type { ServicePrincipal } from '../../world/state.ts';
import { collection, equality, instants, prefix } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';
import { graphTime } from './time.ts';

export function servicePrincipalResource(app: ServicePrincipal, tenantId: string): JsonObject {
  const isSaml = app.singleSignOnMode === 'saml';
  return {
    id: app.id,
    deletedDateTime: null,
    accountEnabled: app.accountEnabled,
    alternativeNames: [],
    appDisplayName: app.displayName,
    appDescription: null,
    appId: app.appId,
    applicationTemplateId: app.templateId ?? null,
    appOwnerOrganizationId: tenantId,
    appRoleAssignmentRequired: app.assignmentRequired,
    appRoles: app.roles.map(({ id, name }) => ({
      allowedMemberTypes: ['User'],
      description: name,
      displayName: name,
      id,
      isEnabled: true,
      origin: 'Application',
      value: null,
    })),
    createdDateTime: graphTime(app.createdAt),
    description: null,
    disabledByMicrosoftStatus: null,
    displayName: app.displayName,
    homepage: null,
    keyCredentials: isSaml ? app.certificates.flatMap(keyPair) : [],
    loginUrl: app.loginUrl,
    logoutUrl: null,
    notes: null,
    notificationEmailAddresses: [...app.notify],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    preferredSingleSignOnMode: app.singleSignOnMode,
    preferredTokenSigningKeyThumbprint: isSaml ? app.activeThumbprint : null,
    replyUrls: [...app.replyUrls],
    samlSingleSignOnSettings: isSaml ? { relayState: null } : null,
    servicePrincipalNames: [app.appId, ...app.identifiers],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMyOrg',
    tags: app.templateId === undefined ? [] : ['WindowsAzureActiveDirectoryIntegratedApp'],
    tokenEncryptionKeyId: null,
    info: null,
  };
}

// A certificate that Entra made is there twice, and its identifier is the thumbprint's bytes.
function keyPair({
  keyId,
  thumbprint,
  starts,
  ends,
}: ServicePrincipal['certificates'][number]): JsonObject[] {
  return ['Sign', 'Verify'].map((usage) => ({
    customKeyIdentifier: Buffer.from(thumbprint, 'hex').toString('base64'),
    displayName: 'CN=Microsoft Azure Federated SSO Certificate',
    endDateTime: graphTime(Date.parse(ends)),
    key: null,
    keyId: usage === 'Sign' ? keyId : uuid('verifier', keyId),
    startDateTime: graphTime(Date.parse(starts)),
    type: usage === 'Sign' ? 'X509CertAndPassword' : 'AsymmetricX509Cert',
    usage,
  }));
}

const sample: ServicePrincipal = {
  id: '',
  appId: '',
  displayName: '',
  templateId: undefined,
  accountEnabled: true,
  assignmentRequired: true,
  roles: [],
  singleSignOnMode: null,
  loginUrl: null,
  replyUrls: [],
  identifiers: [],
  notify: [],
  certificates: [],
  activeThumbprint: null,
  claimsPolicies: [],
  createdAt: 0,
};

export const servicePrincipalType: ResourceType = {
  name: 'microsoft.graph.servicePrincipal',
  resource: 'ServicePrincipal',
  properties: Object.keys(servicePrincipalResource(sample, '')),
  unset: ['resourceSpecificApplicationPermissions', 'verifiedPublisher'],
};

export const servicePrincipalFilters: Readonly<Record<string, Filterable>> = {
  servicePrincipalNames: collection,
  tags: collection,
  id: equality,
  accountEnabled: equality,
  appId: equality,
  applicationTemplateId: equality,
  appOwnerOrganizationId: equality,
  createdDateTime: instants,
  displayName: prefix,
  servicePrincipalType: equality,
};
