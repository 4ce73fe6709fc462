import { at } from './at.ts';
import { lastChange } from './columns.ts';
import type { ReportIndex } from './report-index.ts';
import { NOBODY, type Rows } from './rows.ts';

const head = [
  'person',
  'person id',
  'principal type',
  'principal',
  'principal id',
  'people',
  'permission set',
  'administrator-level',
  'account',
  'account id',
  'unit',
  'state',
  'expires',
  'origins',
  'reasons',
  'last change',
  'commit',
  'author',
  'pull request',
  'reviewers',
];

/** The rows of a list as RFC 4180 says, in the order they have there. */
export function rowsToCsv(index: ReportIndex, rows: Rows): string {
  const lines = [csvLine(head)];
  for (let row = 0; row < rows.length; row += 1) {
    lines.push(csvLine(fields(index, at(rows.grant, row), rows.person?.[row] ?? NOBODY)));
  }
  // Spreadsheets read UTF-8 as such only behind this mark.
  return `\uFEFF${lines.join('')}`;
}

function fields(index: ReportIndex, grant: number, person: number): string[] {
  const { report } = index;
  const held = at(report.grants, grant);
  const principal = at(report.principals, held.principal);
  const set = at(report.permissionSets, held.permissionSet);
  const account = at(report.accounts, held.account);
  const who = person < 0 ? null : at(report.persons, person);
  const origins = held.origins.map((origin) => at(report.origins, origin));
  const change = lastChange(index, grant);
  return [
    who?.name ?? '',
    who?.id ?? '',
    principal.type.toLowerCase(),
    principal.name,
    principal.id,
    principal.members === null ? '' : String(principal.members.length),
    set.name,
    set.administrator ?? '',
    account.name,
    account.id,
    account.unit,
    at(index.standing, grant),
    held.expires ?? '',
    origins.map(({ file, line }) => `${file}:${line}`).join('; '),
    origins.flatMap(({ reason }) => reason ?? []).join('; '),
    change?.at ?? '',
    change?.commit ?? '',
    change?.author ?? '',
    change?.pullRequest?.url ?? '',
    change?.reviewers.join('; ') ?? '',
  ];
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell that no spreadsheet takes for a formula: OWASP's list, and what opens one after a line break. */
export function csvCell(text: string): string {
  const safe = /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
