import { customerPolicyKey } from './policy-arn.ts';
import type { AccountState, Boundary, Pair, PermissionSet, PrincipalRef } from './state.ts';
import { unitPath } from './units.ts';
import type { World } from './world.ts';

export interface WorldDump {
  /** Sources by key, null where the feature is off or failed to start. */
  readonly accessControlAttributes: Readonly<Record<string, string>> | null;
  readonly accounts: readonly {
    readonly name: string;
    readonly id: string;
    readonly ou: string;
    readonly state: AccountState;
    readonly tags: Readonly<Record<string, string>>;
  }[];
  readonly groups: readonly {
    readonly name: string;
    readonly id: string;
    readonly externalId: string | null;
    readonly members: readonly string[];
  }[];
  readonly users: readonly { readonly name: string; readonly id: string }[];
  readonly permissionSets: readonly {
    readonly name: string;
    readonly arn: string;
    readonly description: string | null;
    readonly sessionDuration: string;
    readonly relayState: string | null;
    readonly managedPolicies: readonly string[];
    readonly customerManagedPolicies: readonly string[];
    readonly inlinePolicy: string | null;
    readonly permissionsBoundary: string | null;
    readonly tags: Readonly<Record<string, string>>;
    readonly version: number;
  }[];
  readonly assignments: readonly {
    readonly account: string;
    readonly permissionSet: string;
    readonly principalType: string;
    /** The name, or null for a principal that is no more. */
    readonly principal: string | null;
    readonly principalId: string;
  }[];
  readonly provisioned: readonly {
    readonly account: string;
    readonly permissionSet: string;
    readonly version: number;
    readonly latest: boolean;
    /** The role's ARN, or null where only the listing is left. */
    readonly role: string | null;
  }[];
  readonly applications: readonly {
    readonly name: string;
    readonly arn: string;
    readonly status: string;
    readonly assignmentRequired: boolean | null;
    /** `GROUP Admins`, or the id for a principal that is no more. */
    readonly assigned: readonly string[];
  }[];
}

export function dump(world: World): WorldDump {
  const pairs = world.pairs.values();
  return {
    accessControlAttributes:
      world.accessControl?.status === 'ENABLED' ? sortedTags(world.accessControl.attributes) : null,
    accounts: sorted(
      world.accounts.values().map(({ name, id, parentId, state, tags }) => ({
        name,
        id,
        ou: unitPath(world, parentId),
        state,
        tags: sortedTags(tags),
      })),
    ),
    groups: sorted(
      world.groups.values().map(({ name, id, externalId, members }) => ({
        name,
        id,
        externalId: externalId ?? null,
        members: members.map((member) => world.users.get(member)?.name ?? member).toSorted(),
      })),
    ),
    users: sorted(world.users.values().map(({ name, id }) => ({ name, id }))),
    permissionSets: sorted(world.permissionSets.values().map(dumpSet)),
    assignments: sorted(
      pairs.flatMap((pair) =>
        pair.assignments.map((principal) => ({
          ...namesOf(world, pair),
          principalType: principal.type,
          principal: principalName(world, principal),
          principalId: principal.id,
        })),
      ),
    ),
    provisioned: sorted(
      pairs.map((pair) => ({
        ...namesOf(world, pair),
        version: pair.version,
        latest: world.permissionSets.get(pair.permissionSetArn)?.version === pair.version,
        role: pair.role === undefined ? null : roleArn(world, pair.accountId, pair.role.name),
      })),
    ),
    applications: sorted(
      world.applications.values().map(({ name, arn, status, assignmentRequired, assigned }) => ({
        name,
        arn,
        status,
        assignmentRequired,
        assigned: assigned
          .map((one) => `${one.type} ${principalName(world, one) ?? one.id}`)
          .toSorted(),
      })),
    ),
  };
}

function dumpSet(set: PermissionSet): WorldDump['permissionSets'][number] {
  const { content } = set;
  return {
    name: set.name,
    arn: set.arn,
    description: set.description ?? null,
    sessionDuration: content.sessionDuration,
    relayState: content.relayState ?? null,
    managedPolicies: content.managedPolicies.toSorted(),
    customerManagedPolicies: content.customerManagedPolicies.map(customerPolicyKey).toSorted(),
    inlinePolicy: content.inlinePolicy ?? null,
    permissionsBoundary: boundaryText(content.permissionsBoundary),
    tags: sortedTags(set.tags),
    version: set.version,
  };
}

function boundaryText(boundary: Boundary | undefined): string | null {
  if (boundary === undefined) return null;
  return boundary.kind === 'managed' ? boundary.arn : customerPolicyKey(boundary.policy);
}

function namesOf(world: World, pair: Pair): { account: string; permissionSet: string } {
  return {
    account: world.accounts.get(pair.accountId)?.name ?? pair.accountId,
    permissionSet: world.permissionSets.get(pair.permissionSetArn)?.name ?? pair.permissionSetArn,
  };
}

function principalName(world: World, { type, id }: PrincipalRef): string | null {
  return (type === 'GROUP' ? world.groups : world.users).get(id)?.name ?? null;
}

// us-east-1 alone is left out of the path.
function roleArn(world: World, accountId: string, name: string): string {
  const { partition, instance } = world.place;
  const region = instance.region === 'us-east-1' ? '' : `${instance.region}/`;
  return `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${region}${name}`;
}

function sortedTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function sorted<T extends object>(rows: readonly T[]): T[] {
  return rows
    .map((row) => ({ row, key: JSON.stringify(row) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}
