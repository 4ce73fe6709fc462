import { hexId } from '../../aws/world/ids.ts';
import { findEnterpriseApp } from './find.ts';
import { galleryTemplates } from './gallery-templates.ts';
import type { Client, FederatedCredential, ServicePrincipal } from './state.ts';
import { userSeed } from './tenant-seed.ts';
import type {
  CheckedTenantSeed,
  FederatedOptions,
  SeedEnterpriseApp,
  UserOptions,
} from './tenant-seed.ts';
import type { Tenant } from './tenant.ts';

const templates: Readonly<Record<string, string>> = {
  'iam-identity-center': galleryTemplates['iam-identity-center'].id,
  'single-account': galleryTemplates['single-account'].id,
};

export const credentialsPerApp = 20;

export function addUser(tenant: Tenant, name: string, options: UserOptions, at: number): string {
  const parts = userSeed.parse(options);
  const id = parts.id ?? tenant.newId('user', name);
  tenant.users.set(id, {
    id,
    userPrincipalName: name,
    displayName: parts.displayName ?? name.replace(/@.*/, ''),
    givenName: given(parts.givenName, name.replace(/[.@].*/, '')),
    surname: given(parts.surname, name.replace(/@.*/, '').replace(/^.*\./, '')),
    mail: given(parts.mail, name),
    accountEnabled: parts.enabled,
    createdAt: at,
  });
  return id;
}

function given(value: string | null | undefined, otherwise: string): string | undefined {
  return value === null ? undefined : (value ?? otherwise);
}

export function addEnterpriseApp(
  tenant: Tenant,
  name: string,
  parts: SeedEnterpriseApp,
  createdAt: number,
): ServicePrincipal {
  const { saml } = parts;
  const id = parts.id ?? tenant.newId('service-principal', name);
  const appId = parts.appId ?? tenant.newId('app', name);
  const applicationId = parts.applicationId ?? tenant.newId('application', name);
  const certificates = saml.certificates.map((one, index) => ({
    keyId: tenant.newId('certificate', name),
    thumbprint: one.thumbprint ?? hexId('certificate', `${name} ${index}`, 40).toUpperCase(),
    starts: one.starts,
    ends: one.ends,
    active: one.active,
  }));
  const templateId =
    parts.template === null ? undefined : (templates[parts.template] ?? parts.template);
  const displayName = parts.displayName ?? name;
  const app: ServicePrincipal = {
    id,
    appId,
    displayName,
    templateId,
    accountEnabled: parts.enabled,
    assignmentRequired: parts.assignmentRequired,
    roles: parts.roles.map((role) => ({
      id: tenant.newId('app-role', `${name} ${role}`),
      name: role,
    })),
    singleSignOnMode: saml.mode,
    loginUrl: saml.loginUrl,
    replyUrls: saml.replyUrls,
    identifiers: saml.identifiers,
    notify: saml.notify,
    certificates,
    activeThumbprint: certificates.find(({ active }) => active)?.thumbprint ?? null,
    claimsPolicies: saml.claimsPolicies,
    createdAt,
  };
  tenant.servicePrincipals.set(id, app);
  tenant.applications.set(applicationId, {
    id: applicationId,
    appId,
    displayName,
    templateId,
    identifierUris: saml.identifiers,
    redirectUris: saml.replyUrls,
    createdAt,
  });
  return app;
}

export function addClient(
  tenant: Tenant,
  name: string,
  parts: CheckedTenantSeed['apps'][string],
  createdAt: number,
): Client {
  const appId = parts.appId ?? tenant.newId('app', name);
  const applicationId = parts.id ?? tenant.newId('application', name);
  const servicePrincipalId = parts.servicePrincipalId ?? tenant.newId('service-principal', name);
  const client: Client = {
    name,
    appId,
    applicationId,
    servicePrincipalId,
    enabled: true,
    secrets: parts.secrets.map(({ value, expires }) => ({
      value,
      expiresAt: expires === undefined ? Infinity : Date.parse(expires),
    })),
    federated: [],
    permissions: new Map(parts.permissions.map((permission) => [permission, createdAt])),
    assigns: new Set(parts.assigns.map((app) => findEnterpriseApp(tenant, app).id)),
    owns: new Set(parts.owns.map((app) => findEnterpriseApp(tenant, app).id)),
  };
  for (const one of parts.federated) addFederated(tenant, client, one, createdAt);
  tenant.clients.set(appId, client);
  tenant.applications.set(applicationId, {
    id: applicationId,
    appId,
    displayName: name,
    templateId: undefined,
    identifierUris: [],
    redirectUris: [],
    createdAt,
  });
  tenant.servicePrincipals.set(servicePrincipalId, {
    id: servicePrincipalId,
    appId,
    displayName: name,
    templateId: undefined,
    accountEnabled: true,
    assignmentRequired: false,
    roles: [],
    singleSignOnMode: null,
    loginUrl: null,
    replyUrls: [],
    identifiers: [],
    notify: [],
    certificates: [],
    activeThumbprint: null,
    claimsPolicies: [],
    createdAt,
  });
  return client;
}

export function addFederated(
  tenant: Tenant,
  client: Client,
  { name, issuer, subject, audiences }: FederatedOptions,
  since: number,
): void {
  if (client.federated.length >= credentialsPerApp) {
    throw new Error(`an app has at most ${credentialsPerApp} federated credentials`);
  }
  const label = name ?? `credential-${client.federated.length + 1}`;
  const credential: FederatedCredential = {
    id: tenant.newId('federated', `${client.name} ${label}`),
    name: label,
    issuer,
    subject,
    audiences: audiences ?? ['api://AzureADTokenExchange'],
    since,
  };
  // Entra refuses a second one with the same issuer and subject.
  if (client.federated.some((one) => one.issuer === issuer && one.subject === subject)) {
    throw new Error(`"${client.name}" has a federated credential for ${subject} already`);
  }
  client.federated = [...client.federated, credential];
}
