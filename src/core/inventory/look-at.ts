import type { AccessReport, ReportGrant, ReportPermissionSet } from './access-report.ts';

/** What a reviewer should look at first, as a grant may be several of them. */
export interface Remarks {
  readonly administrator: boolean;
  /** Live, of a set that is ours, and no file asks for it. */
  readonly undeclared: boolean;
  /** Live, of a set that these files do not manage. */
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

/** What is remarkable about grants of a report. */
export function remarksOn(report: AccessReport): (grant: ReportGrant) => Remarks {
  const soon = new Date(Date.parse(report.at) + THIRTY_DAYS).toISOString();
  return ({ permissionSet, principal, origins, state, ignored, expires }) => {
    const set = report.permissionSets[permissionSet];
    const who = report.principals[principal];
    const isLive = state === 'live';
    const isLeft = isLive && origins.length === 0 && !ignored;
    const isEnding = isLive && expires !== null && expires <= soon;
    return {
      administrator: isLive && (set?.administrator ?? null) !== null,
      undeclared: isLeft && isOurs(set),
      unmanaged: isLeft && !isOurs(set),
      missing: !isLive,
      dead: who?.gone === true,
      direct: isLive && who?.type === 'USER' && !who.gone,
      ending: isEnding && expires > report.at,
      ended: isEnding && expires <= report.at,
      ignored: isLive && ignored,
    };
  };
}

function isOurs(set: ReportPermissionSet | undefined): boolean {
  return set?.management === 'declared' || set?.management === 'undeclared';
}
