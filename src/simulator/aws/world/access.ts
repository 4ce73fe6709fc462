import { awsPolicyArn, customerPolicyKey, normalCustomerPolicyKey } from './policy-arn.ts';
import { pairKey } from './state.ts';
import type { Account, PermissionSet, PermissionSetContent, PrincipalRef } from './state.ts';
import type { World } from './world.ts';

/** Assigns, and provisions the permission set's latest version in the account with it. */
export function assign(
  world: World,
  accountId: string,
  set: PermissionSet,
  principal: PrincipalRef,
): void {
  const key = pairKey(accountId, set.arn);
  const before = world.pairs.get(key);
  const others = (before?.assignments ?? []).filter((one) => !same(one, principal));
  world.setPair({
    key,
    accountId,
    permissionSetArn: set.arn,
    assignments: [...others, principal],
    version: set.version,
    content: set.content,
    role: before?.role,
  });
}

/** Takes the assignment away. The pair stays listed until `dropUnassignedPair`. */
export function unassign(
  world: World,
  accountId: string,
  arn: string,
  principal: PrincipalRef,
): 'removed' | 'last-removed' | 'not-there' {
  const before = world.pairs.get(pairKey(accountId, arn));
  const rest = before?.assignments.filter((one) => !same(one, principal)) ?? [];
  if (before === undefined || rest.length === before.assignments.length) return 'not-there';
  world.setPair({ ...before, assignments: rest });
  return rest.length === 0 ? 'last-removed' : 'removed';
}

export function dropUnassignedPair(world: World, accountId: string, arn: string): void {
  if (world.pairs.get(pairKey(accountId, arn))?.assignments.length === 0) {
    world.deletePair(accountId, arn);
  }
}

/** Brings a pair to the permission set's latest version. */
export function provision(world: World, accountId: string, set: PermissionSet): void {
  const before = world.pairs.get(pairKey(accountId, set.arn));
  if (before !== undefined) {
    world.setPair({ ...before, version: set.version, content: set.content });
  }
}

/** The first policy that the set refers to and the account has not, as an ARN. */
export function missingPolicy(
  world: World,
  account: Account,
  content: PermissionSetContent,
): string | undefined {
  const { partition, awsPolicies, policiesInEveryAccount } = world.place;
  const there = new Set(
    [...account.policies, ...policiesInEveryAccount].map(normalCustomerPolicyKey),
  );
  const boundary = content.permissionsBoundary;
  const customer = [
    ...content.customerManagedPolicies,
    ...(boundary?.kind === 'customer' ? [boundary.policy] : []),
  ];
  const missing = customer.map(customerPolicyKey).find((key) => !there.has(key));
  if (missing !== undefined) return `arn:${partition}:iam::${account.id}:policy${missing}`;
  const managed = [
    ...content.managedPolicies,
    ...(boundary?.kind === 'managed' ? [boundary.arn] : []),
  ];
  return managed.find(
    (arn) => awsPolicies !== undefined && !awsPolicies.has(awsPolicyArn(partition, arn)),
  );
}

function same(one: PrincipalRef, other: PrincipalRef): boolean {
  return one.id === other.id && one.type === other.type;
}
