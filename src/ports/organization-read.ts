import type { Account, OrganizationalUnit } from '../core/model/account.ts';
import type { AccountId } from '../core/model/ids.ts';

/** Reading AWS Organizations; rates differ by operation. */
export interface OrganizationReader {
  /** DescribeOrganization. */
  readManagementAccountId(): Promise<AccountId>;
  /** ListAccounts, 20 a page; where `Paths` is absent, the tree says which unit holds which account. Tags are null. */
  listAccounts(): Promise<readonly Account[]>;
  /**
   * ListRoots and ListOrganizationalUnitsForParent, root included: the whole tree, or, of `named` paths
   * (`/Workloads/Dev`) and unit ids, the way there with what stands beside it.
   */
  listOrganizationalUnits(named: readonly string[] | 'all'): Promise<readonly OrganizationalUnit[]>;
  /** ListTagsForResource of an account. */
  readAccountTags(id: AccountId): Promise<Readonly<Record<string, string>>>;
}

/** STS GetCallerIdentity, which needs no permission. */
export interface CallerReader {
  /** The account of these credentials; null where STS could not be asked within a few seconds. */
  callerAccountId(): Promise<AccountId | null>;
}
