import type { AccountId, PermissionSetArn } from './ids.ts';
import type { Principal, PrincipalType } from './principal.ts';

/** An account assignment as AWS stores it. */
export interface LiveAssignment {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly principalType: PrincipalType;
  readonly principalId: string;
}

/** A permission set's role in one account; stale when its role is of an older version. */
export interface ProvisionedPair {
  readonly permissionSetArn: PermissionSetArn;
  readonly accountId: AccountId;
  readonly stale: boolean;
}

/** Identity of a grant: account, set name and principal. */
export function grantKey(
  accountId: string,
  permissionSet: string,
  principal: Pick<Principal, 'type' | 'id'>,
): string {
  return `${accountId} ${permissionSet} ${principal.type} ${principal.id}`;
}
