import type {
  AccessReport,
  ReportAccount,
  ReportPermissionSet,
} from '../../core/inventory/access-report.ts';

/** An account, or an application of Identity Center, which people reach beside accounts. */
export interface Place extends Omit<ReportAccount, 'id'> {
  /** An account's id or an application's ARN. */
  readonly id: string;
  /** What is to know about an application; null for an account. */
  readonly application: {
    readonly open: boolean | null;
    readonly enabled: boolean;
    readonly declared: boolean;
  } | null;
}

/** What somebody has at a place: a permission set, or the use of an application. */
export interface Held extends ReportPermissionSet {
  readonly isApplication: boolean;
}

/**
 * A report in which applications stand behind accounts, and their assignments behind grants, so that one
 * list shows both.
 */
export interface PageReport extends Omit<
  AccessReport,
  'accounts' | 'applications' | 'applicationGrants' | 'permissionSets'
> {
  readonly accounts: readonly Place[];
  readonly permissionSets: readonly Held[];
}

export const placeKinds = ['account', 'application'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Where applications stand in place of an organizational unit; no path of one is without a slash. */
export const APPLICATIONS = 'Applications';

export function pageReport(report: AccessReport): PageReport {
  const { applicationGrants, applications, ...rest } = report;
  const own = applications ?? [];
  const firstPlace = report.accounts.length;
  const firstSet = report.permissionSets.length;
  return {
    ...rest,
    accounts: [
      ...report.accounts.map((account): Place => ({ ...account, application: null })),
      ...own.map(({ arn, management, name, open, status }): Place => ({
        id: arn,
        name,
        state: 'ACTIVE',
        unit: APPLICATIONS,
        application: { open, enabled: status === 'ENABLED', declared: management === 'declared' },
      })),
    ],
    permissionSets: [
      ...report.permissionSets.map((set): Held => ({ ...set, isApplication: false })),
      // No permission set has such a name, and none of these two is told as one.
      ...(['declared', 'unmanaged'] as const).map((management): Held => ({
        name: '',
        administrator: null,
        management,
        isApplication: true,
      })),
    ],
    grants: [
      ...report.grants,
      ...applicationGrants.map(({ application, expires, ignored, origins, principal, state }) => ({
        account: firstPlace + application,
        permissionSet: firstSet + (own[application]?.management === 'declared' ? 0 : 1),
        principal,
        origins,
        state,
        ignored,
        expires,
      })),
    ],
  };
}
