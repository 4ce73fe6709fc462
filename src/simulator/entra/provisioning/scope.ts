import type { Group, User } from '../world/state.ts';
import type { Tenant } from '../world/tenant.ts';
import type { SyncJob } from './sync-job.ts';

export interface Scope {
  readonly groups: ReadonlyMap<string, Group>;
  /** Those who are to be active at the other end. */
  readonly users: ReadonlyMap<string, User>;
  /** Those whose assignment counts, whether or not their account is enabled. */
  readonly assigned: ReadonlySet<string>;
}

/** Who is to be provisioned: what is assigned for long enough, and its direct members. */
export function scopeOf(tenant: Tenant, job: SyncJob, freshnessMs: number): Scope {
  const assigned = new Set(
    tenant.assignments
      .values()
      .filter((one) => one.resourceId === job.servicePrincipalId)
      .filter((one) => one.createdAt + freshnessMs <= tenant.clock.now())
      .map((one) => one.principalId),
  );
  const all = job.scope === 'all';
  const groups = job.mappings.groups
    ? tenant.groups
        .values()
        .filter((group) => group.securityEnabled && (all || assigned.has(group.id)))
    : [];
  // People of groups that are not written themselves are written all the same.
  const sources = tenant.groups
    .values()
    .filter((group) => group.securityEnabled && assigned.has(group.id));
  const members = new Set(sources.flatMap((group) => group.members));
  const people = tenant.users
    .values()
    .filter(({ id }) => all || assigned.has(id) || members.has(id));
  return {
    groups: new Map(groups.map((group) => [group.id, group])),
    users: new Map(people.filter((user) => user.accountEnabled).map((user) => [user.id, user])),
    assigned: new Set(people.map(({ id }) => id)),
  };
}
