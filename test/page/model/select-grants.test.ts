import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../../src/page/model/at.ts';
import { type Attention, attentions } from '../../../src/page/model/attention.ts';
import { DAY, type Filter, hasFilter, noFilter, toggled } from '../../../src/page/model/filter.ts';
import { fold } from '../../../src/page/model/fold.ts';
import { placeKinds } from '../../../src/page/model/page-report.ts';
import { indexReport } from '../../../src/page/model/report-index.ts';
import { assignmentRows, NOBODY, personRows, sortRows } from '../../../src/page/model/rows.ts';
import { selectGrants } from '../../../src/page/model/select-grants.ts';
import { standingOf, standings } from '../../../src/page/model/standing.ts';
import { makeAccessReport } from '../support/make-access-report.ts';

const index = indexReport(makeAccessReport({ groups: 30, accounts: 40, grants: 240, people: 150 }));
const { report } = index;

const indexes = (count: number) =>
  fc.uniqueArray(fc.nat(count - 1), { maxLength: 3 }).map((each) => new Set(each));
const filters: fc.Arbitrary<Filter> = fc.record({
  text: fc.constantFrom(
    '',
    '',
    'prod',
    'PAY dev',
    'zoe',
    'ops-10',
    '100000007919',
    'nowhere',
    'readers prod',
  ),
  chosen: fc.record({
    principal: fc.oneof(fc.constant(new Set<number>()), indexes(report.principals.length)),
    person: fc.oneof(fc.constant(new Set<number>()), indexes(report.persons.length)),
    permissionSet: fc.oneof(fc.constant(new Set<number>()), indexes(report.permissionSets.length)),
    account: fc.oneof(fc.constant(new Set<number>()), indexes(report.accounts.length)),
    unit: fc.oneof(fc.constant(new Set<number>()), indexes(index.units.length)),
  }),
  standings: fc.subarray([...standings]).map((each) => new Set(each)),
  places: fc.subarray([...placeKinds]).map((each) => new Set(each)),
  attention: fc.subarray([...attentions], { maxLength: 2 }).map((each) => new Set(each)),
  expiresWithin: fc.constantFrom(null, null, 30, 90),
});

const foldedNames = report.grants.map(
  ({ account: a, origins: o, permissionSet: p, principal: g }) => {
    const account = at(report.accounts, a);
    const principal = at(report.principals, g);
    const origins = o.map((origin) => at(report.origins, origin));
    const members = principal.members ?? [];
    return [
      account.name,
      account.id,
      account.unit,
      at(report.permissionSets, p).name,
      principal.name,
      principal.id,
      ...origins.flatMap(({ change, file, reason }) => [file, reason ?? '', change?.author ?? '']),
      ...members.map((member) => at(report.persons, member).name ?? ''),
    ].map(fold);
  },
);

/** The same question, asked of each grant in the plainest words. */
function isLeft(grant: number, { chosen, text, ...rest }: Filter): boolean {
  const held = at(report.grants, grant);
  const account = at(report.accounts, held.account);
  const set = at(report.permissionSets, held.permissionSet);
  const principal = at(report.principals, held.principal);
  const members = principal.members ?? [];
  const names = at(foldedNames, grant);
  const isApplication = account.application !== null;
  const units = [...chosen.unit].map((unit) => at(index.units, unit));
  const days = (Date.parse(held.expires ?? '9999-01-01') - Date.parse(report.at)) / DAY;
  return [
    text.split(' ').every((word) => names.some((name) => name.includes(fold(word)))),
    chosen.principal.size === 0 || chosen.principal.has(held.principal),
    chosen.person.size === 0 || members.some((member) => chosen.person.has(member)),
    chosen.permissionSet.size === 0 || chosen.permissionSet.has(held.permissionSet),
    chosen.account.size === 0 || chosen.account.has(held.account),
    units.length === 0 || units.some((unit) => `${account.unit}/`.startsWith(`${unit}/`)),
    rest.standings.size === 0 || rest.standings.has(standingOf(held, set)),
    rest.places.size === 0 || rest.places.has(isApplication ? 'application' : 'account'),
    [...rest.attention].every((each) => isToLookAt(grant, each)),
    rest.expiresWithin === null || days <= rest.expiresWithin,
  ].every(Boolean);
}

function isToLookAt(grant: number, attention: Attention): boolean {
  const held = at(report.grants, grant);
  const { application, state } = at(report.accounts, held.account);
  const { gone, members, type } = at(report.principals, held.principal);
  switch (attention) {
    case 'administrator':
      return at(report.permissionSets, held.permissionSet).administrator !== null;
    case 'direct':
      return type === 'USER' && !gone;
    case 'disabled':
      return (members ?? []).some((each) => at(report.persons, each).enabled === false);
    case 'gone':
      return gone;
    case 'unread':
      return members === null && !gone;
    case 'inactive':
      return state !== 'ACTIVE';
    case 'open':
      return application?.open === true || application?.open === null;
    case 'off':
      return application?.enabled === false;
  }
}

const ranks = (grant: number): number[] => {
  const { account, permissionSet, principal } = at(report.grants, grant);
  const { rank } = index;
  return [
    at(rank.principals, principal),
    at(rank.accounts, account),
    at(rank.permissionSets, permissionSet),
  ];
};
const inOrder = (signs: readonly number[]) => (a: readonly number[], b: readonly number[]) =>
  signs.reduce((order, sign, place) => order || sign * (at(a, place) - at(b, place)), 0);

describe('what the filters leave', () => {
  it('is what each grant answers by itself, and each count is what its choice would leave', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const selection = selectGrants(index, filter);
        const left = (asked: Filter): number[] =>
          [...report.grants.keys()].filter((grant) => isLeft(grant, asked));
        expect([...selection.grants]).toEqual(left(filter));
        const { counts } = selection;
        for (const standing of standings) {
          expect(counts.standings[standing]).toBe(
            left({ ...filter, standings: new Set([standing]) }).length,
          );
        }
        for (const place of placeKinds) {
          expect(counts.places[place]).toBe(left({ ...filter, places: new Set([place]) }).length);
        }
        for (const each of attentions) {
          const more = new Set([...filter.attention, each]);
          expect(counts.attention[each]).toBe(left({ ...filter, attention: more }).length);
        }
        expect(counts.within30).toBe(left({ ...filter, expiresWithin: 30 }).length);
        expect(counts.within90).toBe(left({ ...filter, expiresWithin: 90 }).length);
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 12) },
    );
  });

  it('names a person for each of their ways in, and only those who were asked for', () => {
    const group = report.principals.findIndex(({ members }) => (members?.length ?? 0) > 2);
    const [first = 0] = at(report.principals, group).members ?? [];
    const filter = { ...noFilter, chosen: { ...noFilter.chosen, principal: new Set([group]) } };
    const all = personRows(index, selectGrants(index, filter), filter);
    const grants = report.grants.filter(({ principal }) => principal === group).length;
    expect(all.length).toBe(grants * (at(report.principals, group).members?.length ?? 0));
    const one = { ...filter, chosen: { ...filter.chosen, person: new Set([first]) } };
    const rows = personRows(index, selectGrants(index, one), one);
    expect([...new Set(rows.person)]).toEqual([first]);
    expect(rows.length).toBe(grants);
    // A word that is in a person's name alone leaves that person alone.
    const byName = { ...filter, text: at(report.persons, first).name ?? '' };
    expect([...new Set(personRows(index, selectGrants(index, byName), byName).person)]).toEqual([
      first,
    ]);
  });

  it('names of a group only those who are disabled, where they are asked for', () => {
    const filter = { ...noFilter, attention: new Set<Attention>(['disabled']) };
    const rows = personRows(index, selectGrants(index, filter), filter);
    const disabled = report.persons.flatMap(({ enabled }, each) =>
      enabled === false ? [each] : [],
    );
    expect([...new Set(rows.person)].toSorted((a, b) => a - b)).toEqual(disabled);
  });

  it('keeps a line for a group whose people could not be read', () => {
    const group = report.principals.findIndex(({ gone, members }) => members === null && !gone);
    const filter = { ...noFilter, chosen: { ...noFilter.chosen, principal: new Set([group]) } };
    const rows = personRows(index, selectGrants(index, filter), filter);
    expect(rows.length).toBeGreaterThan(0);
    expect([...new Set(rows.person)]).toEqual([NOBODY]);
  });

  it('sorts by a column, either way, and rows that are equal there by account and set', () => {
    const rows = assignmentRows(selectGrants(index, noFilter));
    const told = (descending: boolean) => {
      const sorted = sortRows(index, rows, { column: 'principal', descending });
      expect([...sorted.grant].toSorted((a, b) => a - b)).toEqual([...rows.grant]);
      return Array.from(sorted.grant, (each) => ranks(each));
    };
    const [up, down] = [told(false), told(true)];
    expect(up).toEqual(up.toSorted(inOrder([1, 1, 1])));
    expect(down).toEqual(down.toSorted(inOrder([-1, 1, 1])));
    expect(down).not.toEqual(up);
  });

  it('puts all that a person has together, by account and set', () => {
    const rows = personRows(index, selectGrants(index, noFilter), noFilter);
    const sorted = sortRows(index, rows, { column: 'person', descending: false });
    const told = Array.from(sorted.grant, (grant, row) => {
      const person = sorted.person?.[row] ?? NOBODY;
      const [, account, set] = ranks(grant);
      return [person === NOBODY ? 1e9 : index.rank.persons[person], account, set].map(Number);
    });
    expect(told).toEqual(told.toSorted(inOrder([1, 1, 1])));
    const groups = sortRows(index, rows, { column: 'principal', descending: false });
    const people = Array.from(groups.grant, (grant, row) => [
      ...ranks(grant),
      index.rank.persons[groups.person?.[row] ?? NOBODY] ?? 1e9,
    ]);
    expect(people).toEqual(people.toSorted(inOrder([1, 1, 1, 1])));
  });

  it('says whether anything is asked for', () => {
    expect(hasFilter({ ...noFilter, text: '  ' })).toBe(false);
    expect(hasFilter({ ...noFilter, standings: toggled(noFilter.standings, 'missing') })).toBe(
      true,
    );
  });
});

describe('folding', () => {
  it.each([
    ['Zoë', 'zoe'],
    ['ŁUKASZ', 'lukasz'],
    ['Straße', 'strasse'],
    ['ＡＤＭＩＮ', 'admin'],
    ['İstanbul', 'istanbul'],
  ])('reads %s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
