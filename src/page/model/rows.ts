import { at } from './at.ts';
import { type Column, rankInColumn } from './columns.ts';
import type { Filter } from './filter.ts';
import type { ReportIndex } from './report-index.ts';
import { isInGrant } from './search.ts';
import type { Selection } from './select-grants.ts';

/** A person of a row whose people are not known. */
export const NOBODY = -1;

/** Lines of the list: a grant each, or a grant and a person each. */
export interface Rows {
  readonly grant: Uint32Array;
  /** Null where a row stands for a whole group. */
  readonly person: Int32Array | null;
  readonly length: number;
}

export function assignmentRows({ grants }: Selection): Rows {
  return { grant: grants, person: null, length: grants.length };
}

/** Every person of every grant that is left; where some of them are asked for, only they. */
export function personRows(index: ReportIndex, selection: Selection, filter: Filter): Rows {
  const { grants, persons: everybody, principals } = index.report;
  const wanted = filter.chosen.person;
  const disabledOnly = filter.attention.has('disabled');
  const count = selection.grants.reduce(
    (sum, grant) =>
      sum + Math.max(1, at(principals, at(grants, grant).principal).members?.length ?? 1),
    0,
  );
  const grant = new Uint32Array(count);
  const person = new Int32Array(count);
  let length = 0;
  const put = (ofGrant: number, who: number): void => {
    grant[length] = ofGrant;
    person[length] = who;
    length += 1;
  };
  for (const each of selection.grants) {
    const members = at(principals, at(grants, each).principal).members ?? [];
    const open = selection.words.filter((word) => !isInGrant(index, word, each));
    if (members.length === 0 && open.length === 0 && wanted.size === 0) put(each, NOBODY);
    for (const member of members) {
      if (wanted.size > 0 && !wanted.has(member)) continue;
      if (disabledOnly && at(everybody, member).enabled !== false) continue;
      if (open.every(({ persons }) => persons[member] === 1)) put(each, member);
    }
  }
  return { grant: grant.subarray(0, length), person: person.subarray(0, length), length };
}

export interface Sorting {
  readonly column: Column;
  readonly descending: boolean;
}

/** In the order of a column; rows that are equal there by account, set, group and person. */
export function sortRows(index: ReportIndex, rows: Rows, { column, descending }: Sorting): Rows {
  const personOf = (row: number): number | null => rows.person?.[row] ?? null;
  const rankIn =
    (each: Column) =>
    (row: number): number =>
      rankInColumn(index, each, at(rows.grant, row), personOf(row));
  const sign = descending ? -1 : 1;
  const rank = rankIn(column);
  let order: Uint32Array = Uint32Array.from({ length: rows.length }, (_, row) => row);
  if (rows.person !== null && column !== 'person') order = sorted(order, rankIn('person'));
  order = sorted(order, (row) => at(index.place, at(rows.grant, row)));
  order = sorted(order, (row) => sign * rank(row));
  return {
    length: rows.length,
    grant: order.map((row) => at(rows.grant, row)),
    person:
      rows.person === null ? null : Int32Array.from(order, (row) => rows.person?.[row] ?? NOBODY),
  };
}

/** By a whole number; equal ones stay as they were. Numbers are sorted far faster than by a comparison. */
function sorted(order: Uint32Array, key: (row: number) => number): Uint32Array {
  const { length } = order;
  const keys = new Float64Array(length);
  for (let place = 0; place < length; place += 1) {
    keys[place] = key(at(order, place)) * length + place;
  }
  keys.sort();
  return Uint32Array.from(keys, (each) => at(order, ((each % length) + length) % length));
}
