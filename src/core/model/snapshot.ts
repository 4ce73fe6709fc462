import type { LiveAttributes } from './access-control.ts';
import type { Account, OrganizationalUnit } from './account.ts';
import type { LiveApplications } from './application.ts';
import type { LiveAssignment, ProvisionedPair } from './assignment.ts';
import type { Directory } from './directory.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from './ids.ts';
import type { LivePermissionSet } from './permission-set.ts';
import type { Group, User } from './principal.ts';
import type { Coverage, Reading } from './reading.ts';

/** One IAM Identity Center organization instance (ListInstances, DescribeInstance). */
export interface Instance {
  readonly arn: InstanceArn;
  readonly identityStoreId: string;
  readonly ownerAccountId: AccountId;
  readonly region: string;
}

/** Something that could not be read. Whatever it could be hiding is never revoked. */
export type Unread =
  | {
      readonly part: 'permission-set';
      readonly arn: PermissionSetArn;
      /** Null where not even its name could be read: then any name may be its own. */
      readonly name: string | null;
      readonly why: string;
    }
  | { readonly part: 'provisioned-accounts'; readonly arn: PermissionSetArn; readonly why: string }
  | {
      readonly part: 'assignments';
      readonly arn: PermissionSetArn;
      readonly accountId: AccountId;
      readonly why: string;
    }
  | { readonly part: 'principal'; readonly principalId: string; readonly why: string }
  | { readonly part: 'account-tags'; readonly accountId: AccountId; readonly why: string }
  | { readonly part: 'access-control-attributes'; readonly why: string }
  /** Which applications there are. */
  | { readonly part: 'applications'; readonly why: string }
  /** Who is assigned to one. */
  | {
      readonly part: 'application-assignments';
      readonly arn: string;
      readonly name: string;
      readonly why: string;
    };

/** What AWS holds now, as plain JSON, with what was not read. Sorted; the order of reading leaves no trace. */
export interface Snapshot {
  readonly instance: Instance;
  readonly managementAccountId: AccountId;
  /** True where these credentials belong to a delegated administrator: the management account is out of reach. */
  readonly delegated: boolean;
  readonly accounts: readonly Account[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly groups: readonly Group[];
  /** Only users that a rule names or an assignment refers to. */
  readonly users: readonly User[];
  readonly permissionSets: readonly LivePermissionSet[];
  readonly provisioned: readonly ProvisionedPair[];
  readonly assignments: readonly LiveAssignment[];
  /** Null where the files do not ask for them, and where they could not be read. */
  readonly accessControlAttributes: LiveAttributes | null;
  /** Null where no file names an application, and where they could not be listed. */
  readonly applications: LiveApplications | null;
  /** What Entra holds of the groups that rules name; null where it is not asked. */
  readonly directory: Directory | null;
  /** Principals that assignments refer to and the identity store says are not found. */
  readonly gonePrincipalIds: readonly string[];
  /**
   * Names by id (`ps-…`) of live permission sets, those of an earlier run among them: a hint for a later
   * one, which need not ask again which is which.
   */
  readonly permissionSetNames: ReadonlyMap<string, string>;
  /** How it was read. */
  readonly reading: Reading;
  /** What was asked for. */
  readonly coverage: Coverage;
  /** True when every assignment of every permission set was asked for and read. */
  readonly exhaustive: boolean;
  readonly unread: readonly Unread[];
}
