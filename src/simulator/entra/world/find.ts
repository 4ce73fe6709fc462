import type { SyncJob } from '../provisioning/sync-job.ts';
import type { Deleted, Group, ServicePrincipal, User } from './state.ts';
import { unknown } from './tenant.ts';
import type { Tenant } from './tenant.ts';

/** Look-ups by name or id for seeds and tests; a name that means nothing is a mistake in them. */
export function findUser(tenant: Tenant, nameOrId: string): User {
  const all = tenant.users.values();
  const found = tenant.users.get(nameOrId) ?? one(all, nameOrId, (user) => user.userPrincipalName);
  return found ?? unknown('user', nameOrId);
}

export function findGroup(tenant: Tenant, keyOrId: string): Group {
  const all = tenant.groups.values();
  const found =
    tenant.groups.get(keyOrId) ??
    one(all, keyOrId, (group) => group.key) ??
    one(all, keyOrId, (group) => group.displayName);
  return found ?? unknown('group', keyOrId);
}

export function findDeletedGroup(tenant: Tenant, keyOrId: string): Deleted<Group> {
  const all = [...tenant.deletedGroups.values()];
  const found = tenant.deletedGroups.get(keyOrId) ?? one(all, keyOrId, ({ object }) => object.key);
  return found ?? unknown('deleted group', keyOrId);
}

export function findEnterpriseApp(tenant: Tenant, nameOrId: string): ServicePrincipal {
  const all = tenant.servicePrincipals.values();
  const found =
    tenant.servicePrincipals.get(nameOrId) ?? one(all, nameOrId, (app) => app.displayName);
  return found ?? unknown('enterprise app', nameOrId);
}

/** The job of that app, or of the only one that has a job. */
export function findJob(tenant: Tenant, app?: string): SyncJob {
  const jobs = [...tenant.jobs.values()];
  if (app === undefined) {
    const [job, ...others] = jobs;
    if (job === undefined || others.length > 0) {
      throw new Error(`the tenant has ${jobs.length} provisioning jobs: name the enterprise app`);
    }
    return job;
  }
  return tenant.jobs.get(findEnterpriseApp(tenant, app).id) ?? unknown('provisioning job of', app);
}

/** A user by principal name, or else a group by key. */
export function findPrincipal(tenant: Tenant, name: string): User | Group {
  const users = tenant.users.values();
  return one(users, name, (user) => user.userPrincipalName) ?? findGroup(tenant, name);
}

function one<T>(all: readonly T[], name: string, nameOf: (item: T) => string): T | undefined {
  const found = all.filter((item) => nameOf(item) === name);
  if (found.length > 1) {
    throw new Error(`"${name}" is the name of ${found.length} things; use the key or the id`);
  }
  return found[0];
}
