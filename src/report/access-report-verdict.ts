import type { AccessReport } from '../core/inventory/access-report.ts';
import type { ReportCounts } from '../core/inventory/count-report.ts';
import { count } from './words.ts';

/** What the report says in one sentence, without a name. */
export function reportVerdict(counts: ReportCounts, { exhaustive }: AccessReport): string {
  const { people, groups, assignments, permissionSets, accounts } = counts;
  const who = counts.unreadGroups === 0 ? '' : 'at least ';
  const what = [
    `${who}${count(people, 'person')}`,
    count(groups, 'group'),
    count(permissionSets, 'permission set'),
    count(accounts, 'account'),
  ].join(', ');
  const more =
    counts.applicationAssignments === 0
      ? ''
      : ` And ${count(counts.applicationAssignments, 'assignment')} to ${count(counts.applications, 'application')}.`;
  const end = exhaustive ? '' : ' Not everything could be read.';
  return `${count(assignments, 'live assignment')}: ${what}.${more}${end}`;
}

/** What a reviewer should look at, with how many assignments of it there are; what there is none of is left out. */
export function reportRemarks(counts: ReportCounts): readonly string[] {
  const of = (number: number, words: string): readonly string[] =>
    number === 0 ? [] : [`${count(number, 'assignment')} ${words}`];
  return [
    ...of(counts.administrator, 'at administrator level'),
    ...of(counts.undeclared, 'of managed permission sets or applications that no file declares'),
    ...of(counts.dead, 'of deleted groups or users'),
    ...of(counts.direct, 'to users directly'),
    ...of(counts.ended, 'past the end in the files, and still live'),
    ...of(counts.ending, 'with an end within 30 days'),
    ...of(counts.unmanaged, 'of permission sets or applications that these files do not manage'),
    ...of(counts.ignored, 'that settings ignore'),
    ...of(counts.missing, 'in the files and not live'),
    ...(counts.openApplications === 0
      ? []
      : [
          `${count(counts.openApplications, 'application')} that everybody may use, whoever is assigned`,
        ]),
    ...(counts.disabled === 0 ? [] : [`${count(counts.disabled, 'person')} disabled in AWS`]),
  ];
}
