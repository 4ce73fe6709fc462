import type { JsonObject } from '../../../aws/json.ts';
import type { Machine } from '../../machine.ts';
import { findEnterpriseApp, findJob, findPrincipal } from '../find.ts';
import { addFederated } from '../make-objects.ts';
import { addConditionalAccess } from '../make-tenant.ts';
import type { ServicePrincipal } from '../state.ts';
import type { FederatedOptions } from '../tenant-seed.ts';

/** Enterprise apps by name; the one with a provisioning job if left out. */
export interface AppConsole {
  /** A group by key or a user by principal name, with the role `User` unless another one is said. */
  assign(principal: string, app?: string, role?: string): string;
  unassign(principal: string, app?: string): void;
  changeEnterpriseApp(app: string, change: Partial<Omit<ServicePrincipal, 'appId' | 'id'>>): void;
  /** Consents to application permissions; tokens from before do not have them. */
  grantPermissions(app: string, ...permissions: string[]): void;
  revokePermissions(app: string, ...permissions: string[]): void;
  /** Gives or takes the custom role to assign principals to an enterprise app. */
  grantAssigning(app: string, enterpriseApp: string): void;
  revokeAssigning(app: string, enterpriseApp: string): void;
  addOwner(enterpriseApp: string, app: string): void;
  /** A secret beside those there are. */
  addSecret(app: string, value: string, expires?: string): void;
  /** All secrets that there are now. */
  expireSecrets(app: string): void;
  removeSecrets(app: string): void;
  addFederatedCredential(app: string, credential: FederatedOptions): void;
  removeFederatedCredential(app: string, subject: string): void;
  disableApp(app: string): void;
  enableApp(app: string): void;
  addConditionalAccess(name: string, policy: JsonObject): string;
  removeConditionalAccess(name: string): void;
}

export function appConsole({ tenant }: Machine): AppConsole {
  const now = (): number => tenant.clock.now();
  const enterpriseApp = (name: string | undefined): ServicePrincipal =>
    findEnterpriseApp(tenant, name ?? findJob(tenant).servicePrincipalId);
  return {
    assign: (principal, app, role = 'User') => {
      const { id: resourceId, roles } = enterpriseApp(app);
      const { id: principalId } = findPrincipal(tenant, principal);
      const appRoleId = roles.find(({ name }) => name === role)?.id;
      const id = tenant.newAssignmentId(principalId, resourceId);
      const none = '00000000-0000-0000-0000-000000000000';
      tenant.assignments.set(id, {
        id,
        principalId,
        resourceId,
        appRoleId: appRoleId ?? none,
        createdAt: now(),
      });
      return id;
    },
    unassign: (principal, app) => {
      const { id: resourceId } = enterpriseApp(app);
      const { id: principalId } = findPrincipal(tenant, principal);
      const found = tenant.assignments
        .values()
        .filter((one) => one.resourceId === resourceId && one.principalId === principalId);
      if (found.length === 0) throw new Error(`"${principal}" is not assigned`);
      for (const { id } of found) tenant.assignments.delete(id);
    },
    changeEnterpriseApp: (app, change) => {
      const found = enterpriseApp(app);
      tenant.servicePrincipals.set(found.id, { ...found, ...change });
    },
    grantPermissions: (app, ...permissions) => {
      const { permissions: held } = tenant.clientNamed(app);
      for (const one of permissions) if (!held.has(one)) held.set(one, now());
    },
    revokePermissions: (app, ...permissions) => {
      for (const one of permissions) tenant.clientNamed(app).permissions.delete(one);
    },
    grantAssigning: (app, name) => {
      tenant.clientNamed(app).assigns.add(enterpriseApp(name).id);
    },
    revokeAssigning: (app, name) => {
      tenant.clientNamed(app).assigns.delete(enterpriseApp(name).id);
    },
    addOwner: (name, app) => {
      tenant.clientNamed(app).owns.add(enterpriseApp(name).id);
    },
    addSecret: (app, value, expires) => {
      const client = tenant.clientNamed(app);
      const expiresAt = expires === undefined ? Infinity : Date.parse(expires);
      client.secrets = [...client.secrets, { value, expiresAt }];
    },
    expireSecrets: (app) => {
      const client = tenant.clientNamed(app);
      client.secrets = client.secrets.map((one) => ({ ...one, expiresAt: now() }));
    },
    removeSecrets: (app) => {
      tenant.clientNamed(app).secrets = [];
    },
    addFederatedCredential: (app, credential) => {
      addFederated(tenant, tenant.clientNamed(app), credential, now());
    },
    removeFederatedCredential: (app, subject) => {
      const client = tenant.clientNamed(app);
      client.federated = client.federated.filter((one) => one.subject !== subject);
    },
    disableApp: (app) => {
      tenant.clientNamed(app).enabled = false;
    },
    enableApp: (app) => {
      tenant.clientNamed(app).enabled = true;
    },
    addConditionalAccess: (name, policy) => addConditionalAccess(tenant, name, policy),
    removeConditionalAccess: (name) => {
      for (const [id, policy] of tenant.conditionalAccess) {
        if (policy['displayName'] === name) tenant.conditionalAccess.delete(id);
      }
    },
  };
}
