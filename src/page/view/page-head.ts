import type { ReportIndex } from '../model/report-index.ts';
import { element, link } from './element.ts';
import { addressesOf, count, countPlaces, number } from './words.ts';

/** What was asked, where and when; the totals; and what is not known. */
export function pageHead(index: ReportIndex): HTMLElement[] {
  const { report } = index;
  const groups = report.principals.filter(({ type }) => type === 'GROUP').length;
  const { accounts, applications } = countPlaces(report.accounts);
  const administrators = index.administrator.reduce((sum, each) => sum + each, 0);
  const totals: readonly (readonly [number, string])[] = [
    [report.grants.length, 'assignments'],
    [groups, groups === 1 ? 'group' : 'groups'],
    [accounts, accounts === 1 ? 'account' : 'accounts'],
    ...(applications === 0
      ? []
      : [[applications, applications === 1 ? 'application' : 'applications'] as const]),
    [report.persons.length, report.persons.length === 1 ? 'person' : 'people'],
    [administrators, 'administrator-level'],
  ];
  const commit = link(report.commit.slice(0, 10), addressesOf(index).commit(report.commit));
  const head = element(
    'div',
    'headline',
    {},
    element('h1', '', {}, 'Access report'),
    element(
      'p',
      'quiet',
      {},
      `${report.owner} · ${report.instance} · files at `,
      commit,
      ` · AWS asked on ${report.at.slice(0, 16).replace('T', ' ')} UTC`,
    ),
  );
  const list = element(
    'dl',
    'totals',
    {},
    ...totals.map(([value, words]) =>
      element('div', '', {}, element('dt', '', {}, words), element('dd', '', {}, number(value))),
    ),
  );
  return [element('div', 'masthead', {}, head, list), ...notices(index)];
}

function notices({ report }: ReportIndex): HTMLElement[] {
  const { exhaustive, unread, unresolved } = report;
  return [
    ...(exhaustive
      ? []
      : [notice(`Not complete: ${count(unread.length, 'thing')} could not be read`, unread)]),
    ...(unresolved.length === 0
      ? []
      : [
          notice(
            `${count(unresolved.length, 'thing')} in the files could not be resolved, so that assignments may look undeclared`,
            unresolved,
          ),
        ]),
  ];
}

function notice(words: string, lines: readonly string[]): HTMLElement {
  const list = element('ul', '', {}, ...lines.map((line) => element('li', '', {}, line)));
  return element('details', 'notice', {}, element('summary', '', {}, words), list);
}
