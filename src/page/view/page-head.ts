import { countReport } from '../../core/inventory/count-report.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { nameButtons, type Open } from './detail-parts.ts';
import { element, link } from './element.ts';
import { addressesOf, count, number } from './words.ts';

/** What was asked, where and when; the totals, as in the job's summary; and what is not known. */
export function pageHead(index: ReportIndex, open: Open): HTMLElement[] {
  const { report, source } = index;
  const counts = countReport(source);
  const { accounts, applications, groups, people } = counts;
  const totals: readonly (readonly [number, string])[] = [
    [counts.assignments, counts.assignments === 1 ? 'live assignment' : 'live assignments'],
    [groups, groups === 1 ? 'group' : 'groups'],
    [accounts, accounts === 1 ? 'account' : 'accounts'],
    [
      people,
      `${people === 1 ? 'person' : 'people'}${counts.unreadGroups === 0 ? '' : ', at least'}`,
    ],
    [counts.administrator, 'administrator-level'],
    ...(report.accounts.length === source.accounts.length
      ? []
      : [
          [
            counts.applicationAssignments,
            `assignments to ${count(applications, 'application')}`,
          ] as const,
        ]),
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
  return [
    element('div', 'masthead', {}, head, list),
    ...notices(index),
    ...openNotice(index, open),
  ];
}

function notices({ report }: ReportIndex): HTMLElement[] {
  const { exhaustive, unread, unresolved } = report;
  return [
    ...(exhaustive
      ? []
      : [
          notice(
            `Not exhaustive: ${count(unread.length, 'thing')} could not be read`,
            lines(unread),
            // Few lines are told at once.
            unread.length <= FEW,
          ),
        ]),
    ...(unresolved.length === 0
      ? []
      : [
          notice(
            `${count(unresolved.length, 'thing')} in the files could not be resolved, so that assignments may look undeclared`,
            lines(unresolved),
            false,
          ),
        ]),
  ];
}

/** Whoever may use these stands in no line of the list. */
function openNotice({ report }: ReportIndex, open: Open): HTMLElement[] {
  const places = report.accounts.flatMap(({ application, name }, index) =>
    application?.open === true
      ? [{ words: name, subject: { kind: 'account', index } as const }]
      : [],
  );
  if (places.length === 0) return [];
  const words = `${count(places.length, 'application')} that everybody may use, whoever is assigned`;
  return [
    element('div', 'notice', {}, element('p', '', {}, `${words}:`), nameButtons(places, open)),
  ];
}

const FEW = 3;

function notice(words: string, body: HTMLElement, open: boolean): HTMLElement {
  const attributes = { open };
  return element('details', 'notice', { attributes }, element('summary', '', {}, words), body);
}

function lines(texts: readonly string[]): HTMLElement {
  return element('ul', '', {}, ...texts.map((text) => element('li', '', {}, text)));
}
