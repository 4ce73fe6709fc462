import { at } from '../model/at.ts';
import type { PlaceKind } from '../model/page-report.ts';
import type { Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { standingWords } from '../model/standing.ts';
import { badge } from './badge.ts';
import { button, element, setAttribute } from './element.ts';
import { placeBadges } from './place-badges.ts';
import { count, day, number } from './words.ts';

export type Open = (subject: Subject) => void;
export type Facts = readonly (readonly [label: string, value: string | HTMLElement | null])[];

const FEW = 100;

export function factList(facts: Facts): HTMLElement {
  return element(
    'dl',
    'facts',
    {},
    ...facts
      .filter(([, value]) => value !== null && value !== '')
      .map(([label, value]) =>
        element('div', '', {}, element('dt', '', {}, label), element('dd', '', {}, value)),
      ),
  );
}

/** Names that lead on; the rest only where somebody asks. */
export function nameButtons(
  names: readonly { readonly words: string; readonly subject: Subject }[],
  open: Open,
): HTMLElement {
  const item = ({ subject, words }: (typeof names)[number]): HTMLElement =>
    element(
      'li',
      '',
      {},
      button(words, 'name-button', () => open(subject)),
    );
  const list = element('ul', 'names', {}, ...names.slice(0, FEW).map(item));
  return withMore(list, names.length, () => list.append(...names.slice(FEW).map(item)));
}

type Shown = 'principal' | 'permissionSet' | 'account';
const heads = { principal: 'Group or user', permissionSet: 'Permission set', account: 'Account' };

/** Grants as tables, those of accounts and those of applications, of which one asks for the rest. */
export function grantTables(
  index: ReportIndex,
  grants: readonly number[],
  open: Open,
  shown: readonly Shown[],
): HTMLElement[] {
  const { accounts, grants: all } = index.report;
  const toApplications = grants.filter(
    (grant) => at(accounts, at(all, grant).account).application !== null,
  );
  const own = new Set(toApplications);
  const toAccounts = grants.filter((grant) => !own.has(grant));
  return [
    ...(toAccounts.length > 0 || toApplications.length === 0
      ? [grantTable(index, toAccounts, open, shown)]
      : []),
    ...(toApplications.length === 0
      ? []
      : [
          grantTable(
            index,
            toApplications,
            open,
            shown.filter((each) => each !== 'permissionSet'),
            'application',
          ),
        ]),
  ];
}

function grantTable(
  index: ReportIndex,
  grants: readonly number[],
  open: Open,
  shown: readonly Shown[],
  of: PlaceKind = 'account',
): HTMLElement {
  const { rank, report } = index;
  const key = {
    principal: rank.principals,
    permissionSet: rank.permissionSets,
    account: rank.accounts,
  };
  const sorted = grants.toSorted((a, b) => {
    const [one, other] = [at(report.grants, a), at(report.grants, b)];
    return shown.reduce(
      (order, each) =>
        order === 0 ? at(key[each], one[each]) - at(key[each], other[each]) : order,
      0,
    );
  });
  const row = (grant: number): HTMLElement => {
    const held = at(report.grants, grant);
    const name = {
      principal: () => at(report.principals, held.principal).name,
      permissionSet: () => at(report.permissionSets, held.permissionSet).name,
      account: () => at(report.accounts, held.account).name || at(report.accounts, held.account).id,
    };
    const standing = at(index.standing, grant);
    const notes = [
      index.administrator[grant] === 1 ? badge('administrator', 'Admin') : null,
      standing === 'declared' ? null : badge(standing, standingWords[standing].label),
      ...(shown.includes('account') ? placeBadges(at(report.accounts, held.account)) : []),
      held.expires === null ? null : element('span', 'quiet', {}, `until ${day(held.expires)}`),
    ];
    const why = button('Why', 'why', () => open({ kind: 'grant', index: grant }));
    setAttribute(why, 'aria-label', `Why: ${shown.map((each) => name[each]()).join(', ')}`);
    return element(
      'tr',
      '',
      {},
      ...shown.map((each) =>
        element(
          'td',
          '',
          {},
          button(name[each](), 'name-button', () => open({ kind: each, index: held[each] })),
        ),
      ),
      element('td', 'notes', {}, ...notes, why),
    );
  };
  const body = element('tbody', '', {}, ...sorted.slice(0, FEW).map(row));
  const table = element(
    'table',
    '',
    {},
    element(
      'caption',
      '',
      {},
      of === 'account' || !shown.includes('account')
        ? count(grants.length, 'assignment')
        : count(grants.length, 'assignment to an application', 'assignments to applications'),
    ),
    element(
      'thead',
      '',
      {},
      element(
        'tr',
        '',
        {},
        ...shown.map((each) =>
          element(
            'th',
            '',
            { attributes: { scope: 'col' } },
            each === 'account' && of === 'application' ? 'Application' : heads[each],
          ),
        ),
        element('th', 'notes', { attributes: { scope: 'col' } }, 'Notes'),
      ),
    ),
    body,
  );
  return withMore(table, grants.length, () => body.append(...sorted.slice(FEW).map(row)));
}

/** More than this at once would make the page slow; the list and its export have all of them. */
const MANY = 3000;

function withMore(shown: HTMLElement, total: number, more: () => void): HTMLElement {
  if (total <= FEW) return shown;
  const left = number(total - FEW);
  const ask =
    total > MANY
      ? element('p', 'quiet', {}, `and ${left} more: “Show only these” lists them all`)
      : button(`Show ${left} more`, 'quiet-button', () => {
          more();
          ask.remove();
        });
  return element('div', '', {}, shown, ask);
}
