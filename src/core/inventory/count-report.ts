import type { AccessReport } from './access-report.ts';
import { type Remarks, remarksOn } from './look-at.ts';

/** What of a report a sentence can say; remarks are counted in accounts and of applications alike. */
export interface ReportCounts extends Readonly<Record<keyof Remarks, number>> {
  /** Live, in accounts. */
  readonly assignments: number;
  /** Everybody behind a live assignment, of an application too, each once, as far as members could be read. */
  readonly people: number;
  /** Of them, those whom the identity store says to be disabled. */
  readonly disabled: number;
  readonly groups: number;
  /** Groups that hold something and whose members could not be read. */
  readonly unreadGroups: number;
  /** With a live assignment. */
  readonly permissionSets: number;
  readonly accounts: number;
  /** Live, and not among the assignments above. */
  readonly applicationAssignments: number;
  /** With a live assignment. */
  readonly applications: number;
  /** That everybody may use. */
  readonly openApplications: number;
}

export function countReport(report: AccessReport): ReportCounts {
  const { applicationGrants, grants, principals, persons } = report;
  const remarksOf = remarksOn(report);
  const live = grants.filter(({ state }) => state === 'live');
  const count = (remark: keyof Remarks): number =>
    [...grants, ...applicationGrants].filter((grant) => remarksOf(grant)[remark]).length;
  const liveApplications = applicationGrants.filter(({ state }) => state === 'live');
  const holders = [
    ...new Set([...live, ...liveApplications].map(({ principal }) => principal)),
  ].flatMap((index) => principals[index] ?? []);
  const people = new Set(holders.flatMap(({ members }) => members ?? []));
  const groups = holders.filter(({ type, gone }) => type === 'GROUP' && !gone);
  return {
    assignments: live.length,
    people: people.size,
    disabled: [...people].filter((index) => persons[index]?.enabled === false).length,
    groups: groups.length,
    unreadGroups: groups.filter(({ members }) => members === null).length,
    permissionSets: new Set(live.map(({ permissionSet }) => permissionSet)).size,
    accounts: new Set(live.map(({ account }) => account)).size,
    applicationAssignments: liveApplications.length,
    applications: new Set(liveApplications.map(({ application }) => application)).size,
    openApplications: (report.applications ?? []).filter(({ open }) => open === true).length,
    administrator: count('administrator'),
    undeclared: count('undeclared'),
    unmanaged: count('unmanaged'),
    missing: count('missing'),
    dead: count('dead'),
    direct: count('direct'),
    ending: count('ending'),
    ended: count('ended'),
    ignored: count('ignored'),
  };
}
