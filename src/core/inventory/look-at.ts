import type {
  AccessReport,
  ReportApplicationGrant,
  ReportGrant,
  ReportPermissionSet,
} from './access-report.ts';

/** What a reviewer should look at first, as a grant may be several of them. */
export interface Remarks {
  readonly administrator: boolean;
  /** Live, of a set or application that is ours, and no file asks for it. */
  readonly undeclared: boolean;
  /** Live, of a set or application that these files do not manage. */
  readonly unmanaged: boolean;
  readonly missing: boolean;
  readonly dead: boolean;
  /** Held by a user, not by a group. */
  readonly direct: boolean;
  /** Ends within thirty days. */
  readonly ending: boolean;
  /** Has ended and is live all the same. */
  readonly ended: boolean;
  readonly ignored: boolean;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** What is remarkable about grants of a report, in accounts and of applications. */
export function remarksOn(
  report: AccessReport,
): (grant: ReportGrant | ReportApplicationGrant) => Remarks {
  const soon = new Date(Date.parse(report.at) + THIRTY_DAYS).toISOString();
  return (grant) => {
    const { principal, origins, state, ignored, expires } = grant;
    const { administrator, management } = heldIn(report, grant);
    const isOurs = management === 'declared' || management === 'undeclared';
    const who = report.principals[principal];
    const isLive = state === 'live';
    const isLeft = isLive && origins.length === 0 && !ignored;
    const isEnding = isLive && expires !== null && expires <= soon;
    return {
      administrator: isLive && administrator !== null,
      undeclared: isLeft && isOurs,
      unmanaged: isLeft && !isOurs,
      missing: !isLive,
      dead: who?.gone === true,
      direct: isLive && who?.type === 'USER' && !who.gone,
      ending: isEnding && expires > report.at,
      ended: isEnding && expires <= report.at,
      ignored: isLive && ignored,
    };
  };
}

function heldIn(
  { permissionSets, applications }: AccessReport,
  grant: ReportGrant | ReportApplicationGrant,
): Pick<ReportPermissionSet, 'administrator' | 'management'> {
  const unknown = { administrator: null, management: 'unmanaged' } as const;
  if ('account' in grant) return permissionSets[grant.permissionSet] ?? unknown;
  const application = applications?.[grant.application];
  return { administrator: null, management: application?.management ?? 'unmanaged' };
}
