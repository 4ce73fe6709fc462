import { at } from '../model/at.ts';
import type { ReportIndex } from '../model/report-index.ts';
import type { Rows } from '../model/rows.ts';
import { standingWords } from '../model/standing.ts';
import { element } from './element.ts';
import { heldName } from './name-of.ts';
import { placeRemarks } from './place-badges.ts';
import { count, day, number, peopleOf, personName } from './words.ts';

const MOST = 3000;

/** The rows that are left, as a table that paper can hold; on the screen it is not there. */
export function printSheet(index: ReportIndex, rows: Rows, asked: string): HTMLElement {
  const { report } = index;
  const heads = ['Who', 'Permission set', 'Account or application', 'State', 'Expires', 'Origin'];
  const lines = Array.from({ length: Math.min(rows.length, MOST) }, (_, row) => {
    const grant = at(rows.grant, row);
    const person = rows.person?.[row] ?? -1;
    const held = at(report.grants, grant);
    const set = at(report.permissionSets, held.permissionSet);
    const account = at(report.accounts, held.account);
    const group = at(report.principals, held.principal).name;
    const cells = [
      person < 0
        ? `${group} (${peopleOf(index, held.principal)})`
        : `${personName(index, person)}${at(report.persons, person).enabled === false ? ' (disabled)' : ''}, through ${group}`,
      set.administrator === null ? heldName(set) : `${set.name} (administrator-level)`,
      [
        account.application === null ? `${account.name} (${account.id})` : account.name,
        ...placeRemarks(account).map(([, words]) => words),
      ].join(', '),
      standingWords[at(index.standing, grant)].label,
      held.expires === null ? '' : day(held.expires),
      held.origins
        .map((origin) => at(report.origins, origin))
        .map(({ file, line }) => `${file}:${line}`)
        .join(', '),
    ];
    return element('tr', '', {}, ...cells.map((cell) => element('td', '', {}, cell)));
  });
  const openToAll = report.accounts.filter(({ application }) => application?.open === true);
  const missing = [
    ...report.unread.map((words) => `Not read: ${words}`),
    ...report.unresolved,
    ...openToAll.map(({ name }) => `Everybody may use ${name}, whoever is assigned`),
  ];
  const left = rows.length - lines.length;
  return element(
    'div',
    'sheet',
    {},
    element('p', '', {}, asked),
    ...missing.map((words) => element('p', '', {}, words)),
    element(
      'table',
      '',
      {},
      element(
        'thead',
        '',
        {},
        element('tr', '', {}, ...heads.map((head) => element('th', '', {}, head))),
      ),
      element('tbody', '', {}, ...lines),
    ),
    left === 0
      ? null
      : element(
          'p',
          '',
          {},
          `${count(left, 'row')} more: the first ${number(MOST)} are printed; export them as CSV, or filter.`,
        ),
  );
}
