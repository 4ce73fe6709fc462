import { at } from '../model/at.ts';
import { type Column, columnLabels, columns, lastChange } from '../model/columns.ts';
import type { Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import type { Rows, Sorting } from '../model/rows.ts';
import { standingWords } from '../model/standing.ts';
import { badge } from './badge.ts';
import { type Child, element, link, setAttribute } from './element.ts';
import { placeBadges } from './place-badges.ts';
import { type GridSource, placed } from './virtual-grid.ts';
import { addressesOf, day, inDays, peopleOf, personName, unitName } from './words.ts';

export interface ListActions {
  readonly sort: (column: Column) => void;
  readonly open: (subject: Subject) => void;
}

/** Who has what, a line each. */
export function listSource(
  index: ReportIndex,
  rows: Rows,
  sorting: Sorting,
  { open, sort }: ListActions,
): GridSource {
  const shown = columns.filter((column) => column !== 'person' || rows.person !== null);
  const columnAt = (place: number): Column => at(shown, place);
  return {
    label: rows.person === null ? 'Assignments' : 'People and what they have',
    rows: rows.length,
    columns: shown.length,
    firstColumn: 0,
    rowSize: 46,
    columnSize: null,
    head: { width: 0, height: 38 },
    drawHead: () =>
      shown.map((column, place) => {
        const sorted = sorting.column === column;
        const arrow = sorted ? (sorting.descending ? '▼' : '▲') : '';
        const cell = element(
          'div',
          `cell head ${column}`,
          { attributes: { role: 'columnheader' } },
          element('span', 'sorter', {}, columnLabels[column]),
          element('span', 'arrow', { attributes: { 'aria-hidden': 'true' } }, arrow),
        );
        setAttribute(
          cell,
          'aria-sort',
          sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none',
        );
        return placed(cell, { row: -1, column: place }, 0);
      }),
    drawRow: (row) =>
      shown.map((column, place) => {
        const parts = content(index, column, at(rows.grant, row), rows.person?.[row] ?? -1);
        const cell = element(
          'div',
          `cell ${column}`,
          { attributes: { role: 'gridcell' } },
          ...parts,
        );
        return placed(cell, { row, column: place }, 0);
      }),
    open: ({ column, row }) => {
      if (row < 0) sort(columnAt(column));
      else open(subjectOf(index, columnAt(column), at(rows.grant, row), rows.person?.[row] ?? -1));
    },
  };
}

function subjectOf(index: ReportIndex, column: Column, grant: number, person: number): Subject {
  const { account, permissionSet, principal } = at(index.report.grants, grant);
  switch (column) {
    case 'person':
      return person < 0
        ? { kind: 'principal', index: principal }
        : { kind: 'person', index: person };
    case 'principal':
      return { kind: 'principal', index: principal };
    case 'permissionSet':
      return at(index.report.permissionSets, permissionSet).isApplication
        ? { kind: 'grant', index: grant }
        : { kind: 'permissionSet', index: permissionSet };
    case 'account':
      return { kind: 'account', index: account };
    case 'level':
    case 'unit':
    case 'standing':
    case 'expires':
    case 'origin':
    case 'changed':
      return { kind: 'grant', index: grant };
  }
}

function content(index: ReportIndex, column: Column, grant: number, person: number): Child[] {
  const { report } = index;
  const { account, expires, origins, permissionSet, principal } = at(report.grants, grant);
  switch (column) {
    case 'person':
      return [
        line(person < 0 ? 'not known' : personName(index, person)),
        report.persons[person]?.enabled === false ? badge('disabled', 'Disabled') : null,
      ];
    case 'principal': {
      const { name, type } = at(report.principals, principal);
      const special = principalBadge(index, principal);
      const people = peopleOf(index, principal).replace(/^group, /, '');
      const kind = special === null ? people : type.toLowerCase();
      return [line(name), quietLine(kind, special)];
    }
    case 'permissionSet':
      return at(report.permissionSets, permissionSet).isApplication
        ? [quietLine('use of the application')]
        : [line(at(report.permissionSets, permissionSet).name)];
    case 'level':
      return index.administrator[grant] === 1 ? [badge('administrator', 'Admin')] : [];
    case 'account': {
      const place = at(report.accounts, account);
      const kind = place.application === null ? place.id : 'application';
      // A name that Organizations does not tell leaves the id.
      return place.name === '' ? [line(place.id)] : two(place.name, kind);
    }
    case 'unit':
      return at(report.accounts, account).application === null
        ? pathLines(unitName(at(report.accounts, account).unit))
        : [];
    case 'standing': {
      const standing = at(index.standing, grant);
      const { label } = standingWords[standing];
      return [
        standing === 'declared' ? element('span', 'quiet', {}, label) : badge(standing, label),
        ...placeBadges(at(report.accounts, account)),
      ];
    }
    case 'expires':
      return expires === null ? [] : two(day(expires), inDays(index, at(index.endsAt, grant)));
    case 'origin': {
      if (origins[0] === undefined) return [element('span', 'quiet', {}, 'in no file')];
      const first = at(report.origins, origins[0]);
      const [name, folder] = splitPath(first.file);
      const place = placeLink(name, first.line, addressesOf(index).file(first));
      setAttribute(place, 'title', `${first.file}:${first.line}`);
      const rules = origins.length > 1 ? `and ${origins.length - 1} more` : first.reason;
      const more = [rules, folder].filter((each) => each !== null && each !== '').join(' · ');
      return [
        element('span', 'line place-line', {}, place),
        element('span', 'line quiet', {}, more),
      ];
    }
    case 'changed': {
      const change = lastChange(index, grant);
      if (change === null) return [];
      const { at: instant, author, pullRequest } = change;
      const request =
        pullRequest === null ? null : link(`#${pullRequest.number}`, pullRequest.url, false);
      return [
        element('span', 'line', {}, day(instant)),
        element('span', 'line quiet', {}, request, request === null ? author : ` ${author}`),
      ];
    }
  }
}

/** The last part first, since it tells paths apart where they are cut. */
function pathLines(path: string): Child[] {
  const [name, folder] = splitPath(path);
  return two(name, folder);
}

/** Lines tell rules of a file apart, so where there is no room the middle of its name is what goes. */
function placeLink(file: string, lineNumber: number, address: string | null): HTMLElement {
  const place = link('', address, false);
  const tail = Math.max(Math.ceil(file.length / 2), file.length - LAST_LETTERS);
  place.append(
    element('span', 'start', {}, file.slice(0, tail)),
    element('span', 'end', {}, `${file.slice(tail)}:${lineNumber}`),
  );
  return place;
}

const LAST_LETTERS = 6;

function splitPath(path: string): readonly [name: string, folder: string] {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? [path, ''] : [path.slice(slash + 1), path.slice(0, slash)];
}

function principalBadge(index: ReportIndex, principal: number): HTMLElement | null {
  const { gone, members, type } = at(index.report.principals, principal);
  if (gone) return badge('gone', 'Gone');
  if (members === null) return badge('unread', 'Not read');
  if (type === 'GROUP') return null;
  return at(index.disabled, principal) > 0 ? badge('disabled', 'Disabled') : null;
}

function two(first: string, second: string): Child[] {
  return second === '' ? [line(first)] : [line(first), quietLine(second)];
}

function line(words: string): HTMLElement {
  return element('span', 'line', { attributes: { title: words } }, words);
}

function quietLine(words: string, ...badges: readonly (HTMLElement | null)[]): HTMLElement {
  const parts = badges.flatMap((each) => (each === null ? [] : [' ', each]));
  return element('span', 'line quiet', {}, words, ...parts);
}
