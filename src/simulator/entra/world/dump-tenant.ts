import type { Tenant } from './tenant.ts';

export interface TenantDump {
  readonly groups: readonly {
    readonly displayName: string;
    readonly id: string;
    /** Principal names, and display names of groups. */
    readonly members: readonly string[];
  }[];
  readonly deletedGroups: readonly { readonly displayName: string; readonly id: string }[];
  readonly users: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly assignments: readonly {
    readonly app: string;
    readonly principal: string;
    readonly role: string;
  }[];
}

export function dumpTenant(tenant: Tenant): TenantDump {
  const nameOf = (id: string): string | undefined =>
    tenant.users.get(id)?.userPrincipalName ?? tenant.groups.get(id)?.displayName;
  return {
    groups: sorted(
      tenant.groups.values().map(({ displayName, id, members }) => ({
        displayName,
        id,
        members: members.flatMap((member) => nameOf(member) ?? []).toSorted(),
      })),
    ),
    deletedGroups: sorted(
      [...tenant.deletedGroups.values()].map(({ object: { displayName, id } }) => ({
        displayName,
        id,
      })),
    ),
    users: sorted(
      tenant.users
        .values()
        .map((user) => ({ name: user.userPrincipalName, enabled: user.accountEnabled })),
    ),
    assignments: sorted(
      tenant.assignments.values().flatMap((one) => {
        const principal = nameOf(one.principalId);
        const app = tenant.servicePrincipals.get(one.resourceId);
        if (principal === undefined || app === undefined) return [];
        const role = app.roles.find(({ id }) => id === one.appRoleId)?.name ?? 'default';
        return [{ app: app.displayName, principal, role }];
      }),
    ),
  };
}

function sorted<T extends object>(rows: readonly T[]): T[] {
  return rows
    .map((row) => ({ row, key: JSON.stringify(row) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}
