import type { LiveAttributes } from '../core/model/access-control.ts';
import type { LiveAssignment } from '../core/model/assignment.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from '../core/model/ids.ts';
import type { PermissionSetContent, Tags } from '../core/model/permission-set.ts';
import type { Group, Principal, User } from '../core/model/principal.ts';
import type { Instance } from '../core/model/snapshot.ts';

/** The fields that DescribePermissionSet answers. */
export type PermissionSetHeader = Pick<
  PermissionSetContent,
  'description' | 'sessionDuration' | 'relayState'
> & { readonly arn: PermissionSetArn; readonly name: string };

/** What the other five reads of a permission set answer. */
export type PermissionSetDetails = Omit<
  PermissionSetContent,
  'description' | 'sessionDuration' | 'relayState'
> & { readonly tags: Tags };

/**
 * Reading sso-admin: 20 requests a second for the whole account, shared with everybody. Each method
 * follows every page, retries within a bound and rejects with PortError.
 */
export interface IdentityCenterReader {
  /** ListInstances; several where an account instance is visible beside the organization's. */
  listInstances(): Promise<readonly Instance[]>;
  /** ListPermissionSets, 100 a page. */
  listPermissionSets(instance: InstanceArn): Promise<readonly PermissionSetArn[]>;
  /** DescribePermissionSet; null when it does not exist. */
  describePermissionSet(
    instance: InstanceArn,
    arn: PermissionSetArn,
  ): Promise<PermissionSetHeader | null>;
  /** Managed policies, customer-managed policies, inline policy, boundary and tags: five calls. */
  readPermissionSetDetails(
    instance: InstanceArn,
    arn: PermissionSetArn,
  ): Promise<PermissionSetDetails>;
  /** ListTagsForResource of a permission set. */
  readTags(instance: InstanceArn, arn: PermissionSetArn): Promise<Tags>;
  /** ListAccountsForProvisionedPermissionSet, all of them or those on an older version. */
  listProvisionedAccounts(
    instance: InstanceArn,
    arn: PermissionSetArn,
    which: 'all' | 'stale',
  ): Promise<readonly AccountId[]>;
  /** ListAccountAssignments of one pair: users, groups and dead principals alike. */
  listAssignments(
    instance: InstanceArn,
    arn: PermissionSetArn,
    accountId: AccountId,
  ): Promise<readonly LiveAssignment[]>;
  /**
   * ListAccountAssignmentsForPrincipal, 100 a page: what a group or user holds by itself in any account;
   * what a user has through groups is left out. AWS documents it for the management account alone:
   * elsewhere it may reject as `access-denied` or `invalid`. Null where AWS says there is no such principal.
   */
  listAssignmentsOf(
    instance: InstanceArn,
    principal: Pick<Principal, 'type' | 'id'>,
  ): Promise<readonly LiveAssignment[] | null>;
  /** ListPermissionSetsProvisionedToAccount, 100 a page. */
  listPermissionSetsIn(
    instance: InstanceArn,
    accountId: AccountId,
  ): Promise<readonly PermissionSetArn[]>;
  /** DescribeInstanceAccessControlAttributeConfiguration. */
  readAccessControlAttributes(instance: InstanceArn): Promise<LiveAttributes>;
}

/** Reading the identity store: its own 20 requests a second. */
export interface IdentityStoreReader {
  /** ListGroups, 100 a page, external ids included. */
  listGroups(identityStoreId: string): Promise<readonly Group[]>;
  /** DescribeGroup; null when the identity store says it is not found. */
  describeGroup(identityStoreId: string, id: string): Promise<Group | null>;
  /** DescribeUser; null when the identity store says it is not found. */
  describeUser(identityStoreId: string, id: string): Promise<User | null>;
  /** GetUserId by user name, then DescribeUser; null when there is none. */
  findUser(identityStoreId: string, userName: string): Promise<User | null>;
}
