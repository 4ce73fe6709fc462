import type { AccessReport, ReportAccount } from '../../core/inventory/access-report.ts';

/** An account, or an application of Identity Center, which people reach beside accounts. */
export interface Place extends Omit<ReportAccount, 'id'> {
  /** An account's id or an application's ARN. */
  readonly id: string;
  /** What is to know about an application; null for an account. */
  readonly application: { readonly open: boolean | null; readonly enabled: boolean } | null;
}

/** A report in which applications are places as accounts are, so that one list and one matrix show both. */
export interface PageReport extends Omit<
  AccessReport,
  'accounts' | 'applications' | 'applicationGrants'
> {
  readonly accounts: readonly Place[];
}

/** Where applications stand in place of an organizational unit. */
export const APPLICATIONS = 'Applications';

/** What stands in place of a permission set; it says whether the files name the application. */
const assigned = {
  declared: 'Application',
  unmanaged: 'Unmanaged application',
};

export function pageReport(report: AccessReport): PageReport {
  const { applicationGrants, applications, ...rest } = report;
  const accounts = report.accounts.map((account): Place => ({ ...account, application: null }));
  const own = applications ?? [];
  const firstPlace = accounts.length;
  const firstSet = report.permissionSets.length;
  if (own.length === 0) return { ...rest, accounts };
  return {
    ...rest,
    accounts: [
      ...accounts,
      ...own.map(({ arn, name, open, status }): Place => ({
        id: arn,
        name,
        state: 'ACTIVE',
        unit: APPLICATIONS,
        application: { open, enabled: status === 'ENABLED' },
      })),
    ],
    permissionSets: [
      ...report.permissionSets,
      ...(['declared', 'unmanaged'] as const).map((management) => ({
        name: assigned[management],
        administrator: null,
        management,
      })),
    ],
    grants: [
      ...report.grants,
      ...applicationGrants.map(({ application, expires, origins, principal, state }) => ({
        account: firstPlace + application,
        permissionSet: firstSet + (own[application]?.management === 'declared' ? 0 : 1),
        principal,
        origins,
        state,
        ignored: false,
        expires,
      })),
    ],
  };
}
