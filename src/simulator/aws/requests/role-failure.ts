import type { Knobs } from '../knobs.ts';
import { missingPolicy } from '../world/access.ts';
import type { PermissionSet, PrincipalRef } from '../world/state.ts';
import type { World } from '../world/world.ts';

/** Why a role of the permission set cannot be made or brought up to date in an account. */
export function provisioningFailure(
  world: World,
  knobs: Knobs,
  accountId: string,
  set: PermissionSet,
): string | undefined {
  const account = world.accounts.get(accountId);
  if (account === undefined) return unknownAccount(accountId);
  if (account.state !== 'ACTIVE') return notActive(accountId);
  const missing = missingPolicy(world, account, set.content);
  if (missing !== undefined) return `Received a 404 status error: Not supported policy ${missing}.`;
  const { managedPolicies, customerManagedPolicies } = set.content;
  const limit = knobs.limits.managedPoliciesPerRole;
  if (managedPolicies.length + customerManagedPolicies.length > limit) {
    return `Received a 409 status error: Cannot exceed quota for PoliciesPerRole: ${limit}`;
  }
  return undefined;
}

export function unknownAccount(accountId: string): string {
  return `Received a 404 status error: Account ${accountId} was not found.`;
}

export function notActive(accountId: string): string {
  return `Received a 403 status error: Account ${accountId} is not active.`;
}

export function unknownPrincipal(world: World, principal: PrincipalRef): string {
  return (
    `Received a 404 status error: the ${principal.type} assignee ${principal.id} ` +
    `was not found in directory ${world.place.instance.identityStoreId}`
  );
}

export function unknownAssignment(accountId: string, principal: PrincipalRef): string {
  return (
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key " +
    `EntitlementKey{accessorId=AccessorId{value=${principal.id}}, ` +
    `resourceId=ResourceId{value=${accountId}}}.`
  );
}
