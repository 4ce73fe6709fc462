import type { Json, JsonObject } from '../../aws/json.ts';
import { isJsonObject } from '../../aws/json.ts';
import { uuid } from '../../aws/world/ids.ts';
import type { SimulatedClock } from '../../clock.ts';
import { makeJob } from '../provisioning/make-job.ts';
import { findEnterpriseApp, findGroup, findPrincipal } from './find.ts';
import { addClient, addEnterpriseApp, addUser } from './make-objects.ts';
import type { Group } from './state.ts';
import { tenantSeed } from './tenant-seed.ts';
import type { CheckedTenantSeed, SeedGroup, TenantSeed } from './tenant-seed.ts';
import { Tenant } from './tenant.ts';

/** What a seed describes has been there for longer than anything takes to be noticed. */
const longAgo = Date.parse('2024-01-01T00:00:00Z');
const year = 365 * 24 * 60 * 60 * 1000;

export function makeTenant(
  input: TenantSeed,
  clock: SimulatedClock,
  longestLag: () => number,
): Tenant {
  const seed = tenantSeed.parse(input);
  const { displayName, domain, servicePlans, subscription, id } = seed.tenant;
  // No list trails what a seed says: it has been so for long.
  let isSeeded = false;
  const tenant = new Tenant(
    {
      id: id ?? uuid('entra-tenant', displayName),
      displayName,
      domain,
      servicePlans: new Set(servicePlans),
      subscription,
    },
    clock,
    () => (isSeeded ? longestLag() : 0),
  );
  const seededAt = Math.min(longAgo, clock.now() - year);
  seedUsers(tenant, seed, seededAt);
  seedGroups(tenant, seed, seededAt);
  seedEnterpriseApps(tenant, seed, seededAt);
  for (const [name, client] of Object.entries(seed.apps)) addClient(tenant, name, client, seededAt);
  for (const [name, policy] of Object.entries(seed.conditionalAccess)) {
    addConditionalAccess(tenant, name, policy);
  }
  isSeeded = true;
  return tenant;
}

function seedUsers(tenant: Tenant, seed: CheckedTenantSeed, seededAt: number): void {
  const groups = Object.values(seed.groups);
  const assigned = Object.values(seed.enterpriseApps).flatMap((app) => app.assigned);
  const mentioned = [
    ...groups.flatMap((group) => group.members),
    ...assigned.map(({ principal }) => principal),
  ].filter((name) => name.includes('@') && !(name in seed.groups));
  for (const name of new Set([...Object.keys(seed.users), ...mentioned])) {
    addUser(tenant, name, seed.users[name] ?? {}, seededAt);
  }
}

function seedGroups(tenant: Tenant, seed: CheckedTenantSeed, seededAt: number): void {
  const entries = Object.entries(seed.groups);
  const ids = new Map(
    entries.map(([key, group]) => [key, group.id ?? tenant.newId('group', key)] as const),
  );
  for (const [key, parts] of entries) {
    const members = parts.members.map((name) => ids.get(name) ?? findPrincipal(tenant, name).id);
    const group = makeGroup(key, ids.get(key) ?? '', parts, members, seededAt);
    if (parts.deleted === undefined) tenant.groups.set(group.id, group);
    else tenant.deletedGroups.set(group.id, { at: Date.parse(parts.deleted), object: group });
  }
}

export function makeGroup(
  key: string,
  id: string,
  parts: SeedGroup,
  members: readonly string[],
  createdAt: number,
): Group {
  return {
    id,
    key,
    displayName: parts.displayName ?? key,
    description: parts.description,
    members,
    securityEnabled: parts.securityEnabled,
    mailEnabled: parts.mailEnabled,
    mailNickname: parts.mailNickname ?? id.slice(0, 9),
    groupTypes: parts.groupTypes,
    membershipRule: parts.membershipRule,
    assignableToRole: parts.assignableToRole,
    onPremises: parts.onPremises,
    visibility: parts.visibility,
    createdAt,
  };
}

function seedEnterpriseApps(tenant: Tenant, seed: CheckedTenantSeed, seededAt: number): void {
  for (const [name, parts] of Object.entries(seed.enterpriseApps)) {
    const app = addEnterpriseApp(tenant, name, parts, seededAt);
    for (const { principal, role } of parts.assigned) {
      const { id } = findPrincipal(tenant, principal);
      const wanted = role ?? 'User';
      const appRole = app.roles.find((one) => one.name === wanted);
      if (appRole === undefined && role !== undefined) {
        throw new Error(`the enterprise app "${name}" has no role "${role}"`);
      }
      const assignmentId = tenant.newAssignmentId(id, app.id);
      tenant.assignments.set(assignmentId, {
        id: assignmentId,
        principalId: id,
        resourceId: app.id,
        appRoleId: appRole?.id ?? '00000000-0000-0000-0000-000000000000',
        createdAt: seededAt,
      });
    }
    if (parts.provisioning !== null)
      tenant.jobs.set(app.id, makeJob(tenant, app, parts.provisioning));
  }
}

/** Names of enterprise apps and keys of groups in it become the ids that Graph shows. */
export function addConditionalAccess(tenant: Tenant, name: string, policy: JsonObject): string {
  const id = tenant.newId('conditional-access', name);
  const apps = tenant.servicePrincipals.values().map((app) => app.displayName);
  const groups = tenant.groups.values().map((group) => group.key);
  const translate = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(translate);
    if (isJsonObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, translate(one)]));
    }
    if (typeof value !== 'string') return value;
    if (apps.includes(value)) return findEnterpriseApp(tenant, value).appId;
    return groups.includes(value) ? findGroup(tenant, value).id : value;
  };
  const translated = translate(policy);
  tenant.conditionalAccess.set(id, {
    id,
    templateId: null,
    displayName: name,
    createdDateTime: new Date(tenant.clock.now()).toISOString(),
    modifiedDateTime: null,
    state: 'enabled',
    sessionControls: null,
    ...(isJsonObject(translated) ? translated : {}),
  });
  return id;
}
