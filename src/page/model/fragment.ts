import { attentions } from './attention.ts';
import { columns } from './columns.ts';
import { type Kind, kinds } from './filter.ts';
import type { Keys } from './keys.ts';
import { placeKinds } from './page-report.ts';
import { type PageState, startSort, type Subject } from './page-state.ts';
import { standings } from './standing.ts';

/** A view as the part of an address after `#`: names and ids, which outlive this very report. */
export function toFragment(state: PageState, keys: Keys): string {
  const { detail, filter, matrix, rows, sort, view } = state;
  const out = new URLSearchParams();
  if (view !== 'list') out.set('view', view);
  if (rows !== 'assignments') out.set('rows', rows);
  const order = `${sort.descending ? '-' : ''}${sort.column}`;
  if (order !== startSort(rows).column) out.set('sort', order);
  if (matrix.by !== 'accounts') out.set('columns', matrix.by);
  if (matrix.zoom !== 'normal') out.set('zoom', matrix.zoom);
  if (matrix.empty) out.set('empty', 'yes');
  if (matrix.order !== 'name') out.set('order', matrix.order);
  if (filter.text !== '') out.set('q', filter.text);
  for (const kind of kinds) {
    for (const index of filter.chosen[kind]) out.append(kind, keys.keyOf(kind, index));
  }
  for (const standing of filter.standings) out.append('state', standing);
  for (const place of filter.places) out.append('of', place);
  for (const attention of filter.attention) out.append('look', attention);
  if (filter.expiresWithin !== null) out.set('expires', String(filter.expiresWithin));
  if (detail !== null) out.set('show', subjectKey(detail, keys));
  return out.toString();
}

/** What an address says; what it names and this report does not have is left out. */
export function fromFragment(fragment: string, keys: Keys): PageState {
  const asked = new URLSearchParams(fragment.replace(/^#/, ''));
  const has = (name: string, value: string): boolean => asked.get(name) === value;
  const chosen = (kind: Kind): ReadonlySet<number> =>
    new Set(asked.getAll(kind).flatMap((key) => keys.indexOf(kind, key) ?? []));
  const rows = has('rows', 'people') ? 'people' : 'assignments';
  const days = asked.get('expires');
  return {
    view: has('view', 'matrix') ? 'matrix' : 'list',
    rows,
    sort: sortOf(asked.get('sort') ?? '', rows),
    matrix: {
      by: has('columns', 'units') ? 'units' : 'accounts',
      zoom: has('zoom', 'compact') ? 'compact' : 'normal',
      empty: has('empty', 'yes'),
      order: has('order', 'most') ? 'most' : 'name',
    },
    filter: {
      text: asked.get('q') ?? '',
      chosen: {
        principal: chosen('principal'),
        person: chosen('person'),
        permissionSet: chosen('permissionSet'),
        account: chosen('account'),
        unit: chosen('unit'),
      },
      standings: known(standings, asked.getAll('state')),
      places: known(placeKinds, asked.getAll('of')),
      attention: known(attentions, asked.getAll('look')),
      expiresWithin: days === '30' ? 30 : days === '90' ? 90 : null,
    },
    detail: subjectOf(asked.get('show') ?? '', keys),
  };
}

function sortOf(asked: string, rows: PageState['rows']): PageState['sort'] {
  const column = columns.find((each) => each === asked.replace(/^-/, ''));
  const lacking = column === undefined || (column === 'person' && rows !== 'people');
  return lacking ? startSort(rows) : { column, descending: asked.startsWith('-') };
}

function known<Word extends string>(all: readonly Word[], texts: readonly string[]): Set<Word> {
  return new Set(texts.flatMap((text) => all.find((word) => word === text) ?? []));
}

function subjectKey(subject: Subject, keys: Keys): string {
  switch (subject.kind) {
    case 'cell': {
      const column = keys.keyOf(subject.by === 'units' ? 'unit' : 'account', subject.column);
      return JSON.stringify([subject.by, keys.keyOf('principal', subject.principal), column]);
    }
    case 'grant':
    case 'principal':
    case 'person':
    case 'account':
    case 'permissionSet':
      return JSON.stringify([subject.kind, keys.keyOf(subject.kind, subject.index)]);
  }
}

function subjectOf(text: string, keys: Keys): Subject | null {
  const [kind, key, more] = stringsOf(text);
  switch (kind) {
    case 'accounts':
    case 'units': {
      const principal = keys.indexOf('principal', key ?? '');
      const column = keys.indexOf(kind === 'units' ? 'unit' : 'account', more ?? '');
      if (principal === null || column === null) return null;
      return { kind: 'cell', by: kind, principal, column };
    }
    case 'grant':
    case 'principal':
    case 'person':
    case 'account':
    case 'permissionSet': {
      const index = keys.indexOf(kind, key ?? '');
      return index === null ? null : { kind, index };
    }
    default:
      return null;
  }
}

function stringsOf(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : [];
  } catch {
    return [];
  }
}
