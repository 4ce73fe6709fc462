import type { AccountId } from './ids.ts';
import type { Instance } from './snapshot.ts';

export interface VisibleInstances {
  /** All that fit, where it is not known which account is the management account. */
  readonly ofOrganization: readonly Instance[];
  /** Account instances: they carry no permission sets. */
  readonly ofAccounts: readonly Instance[];
}

/** What may be meant of the instances that AWS shows: the organization's is its management account's. */
export function visibleInstances(
  shown: readonly Instance[],
  wanted: string | null,
  managementAccountId: AccountId | null,
): VisibleInstances {
  const fitting = wanted === null ? shown : shown.filter(({ arn }) => arn === wanted);
  const isOfOrganization = ({ ownerAccountId }: Instance): boolean =>
    managementAccountId === null || ownerAccountId === managementAccountId;
  return {
    ofOrganization: fitting.filter((one) => isOfOrganization(one)),
    ofAccounts: fitting.filter((one) => !isOfOrganization(one)),
  };
}
