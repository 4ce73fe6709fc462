import type { AccessReport, ReportGrant } from '../../core/inventory/access-report.ts';
import { at } from './at.ts';
import { attentionOf, bitOf } from './attention.ts';
import { fold } from './fold.ts';
import { Lists } from './lists.ts';
import { type PageReport, pageReport } from './page-report.ts';
import { rankOf } from './rank-of.ts';
import { type Standing, standingOf } from './standing.ts';
import { unitsOf } from './units-of.ts';

/** A report with what search, filters and sorting ask again and again, computed once. */
export interface ReportIndex {
  readonly report: PageReport;
  /** As it was written. */
  readonly source: AccessReport;
  /** Milliseconds: when AWS was asked; days until an expiry count from here. */
  readonly now: number;
  readonly text: FoldedTexts;
  /** Place of each in the order of its names. */
  readonly rank: Readonly<Record<keyof FoldedTexts, Uint32Array>>;
  /** Every unit that holds an account, and the units above it; '' is where the unit is not known. */
  readonly units: readonly string[];
  /** Indexes into `units` of each account's unit and of every unit above it, its own first. */
  readonly unitsOfAccount: readonly Uint32Array[];
  /** Place of each grant where all are sorted by account, permission set and principal. */
  readonly place: Uint32Array;
  readonly standing: readonly Standing[];
  /** Milliseconds; Infinity for never. */
  readonly endsAt: Float64Array;
  /** Bits of what is to look at, of each grant. */
  readonly attention: Uint16Array;
  readonly administrator: Uint8Array;
  /** Of each principal those of its people who may not sign in. */
  readonly disabled: Uint32Array;
  readonly grantsOfPrincipal: Lists;
  readonly grantsOfAccount: Lists;
  readonly grantsOfPermissionSet: Lists;
  readonly principalsOfPerson: Lists;
}

export interface FoldedTexts {
  readonly accounts: readonly string[];
  readonly permissionSets: readonly string[];
  readonly principals: readonly string[];
  readonly persons: readonly string[];
  readonly origins: readonly string[];
}

export function indexReport(source: AccessReport): ReportIndex {
  const report = pageReport(source);
  const { accounts, grants, origins, permissionSets, persons, principals } = report;
  const names = {
    accounts: accounts.map(({ name }) => fold(name)),
    permissionSets: permissionSets.map(({ name }) => fold(name)),
    principals: principals.map(({ name }) => fold(name)),
    persons: persons.map(({ name, id }) => fold(name ?? id)),
    origins: origins.map(({ file }) => fold(file)),
  };
  const { units, unitsOfAccount } = unitsOf(accounts);
  const grantsBy = (count: number, key: (grant: ReportGrant) => number): Lists =>
    Lists.from(count, (put) => {
      for (const [index, grant] of grants.entries()) put(key(grant), index);
    });
  const attention = attentionOf(report);
  const rank = {
    accounts: rankOf(names.accounts),
    // What is no permission set comes behind all of them.
    permissionSets: rankOf(names.permissionSets.map((name) => (name === '' ? '\uFFFF' : name))),
    principals: rankOf(names.principals),
    persons: rankOf(names.persons),
    origins: rankOf(
      names.origins.map(
        (name, index) => `${name} ${String(at(origins, index).line).padStart(7, '0')}`,
      ),
    ),
  };
  return {
    report,
    source,
    now: Date.parse(report.at),
    text: {
      ...names,
      accounts: accounts.map(
        ({ id, unit }, index) => `${names.accounts[index]} ${id} ${fold(unit)}`,
      ),
      principals: principals.map(
        ({ id, entraObjectId }, index) =>
          `${names.principals[index]} ${fold(`${id} ${entraObjectId ?? ''}`)}`,
      ),
      origins: origins.map(
        ({ reason, change }, index) =>
          `${names.origins[index]} ${fold(`${reason ?? ''} ${change?.author ?? ''}`)}`,
      ),
    },
    rank,
    place: placesOf(grants, rank),
    units,
    unitsOfAccount,
    standing: grants.map((grant) => standingOf(grant, at(permissionSets, grant.permissionSet))),
    endsAt: Float64Array.from(grants, ({ expires }) =>
      expires === null ? Number.POSITIVE_INFINITY : Date.parse(expires),
    ),
    attention,
    administrator: Uint8Array.from(attention, (bits) =>
      Number((bits & bitOf('administrator')) > 0),
    ),
    disabled: Uint32Array.from(principals, ({ members }) =>
      (members ?? []).reduce(
        (sum, person) => sum + Number(at(persons, person).enabled === false),
        0,
      ),
    ),
    grantsOfPrincipal: grantsBy(principals.length, ({ principal }) => principal),
    grantsOfAccount: grantsBy(accounts.length, ({ account }) => account),
    grantsOfPermissionSet: grantsBy(permissionSets.length, ({ permissionSet }) => permissionSet),
    principalsOfPerson: Lists.from(persons.length, (put) => {
      for (const [index, { members }] of principals.entries()) {
        for (const person of members ?? []) put(person, index);
      }
    }),
  };
}

function placesOf(grants: readonly ReportGrant[], rank: ReportIndex['rank']): Uint32Array {
  const order = [...grants.keys()].toSorted((a, b) => {
    const [one, other] = [at(grants, a), at(grants, b)];
    return (
      at(rank.accounts, one.account) - at(rank.accounts, other.account) ||
      one.account - other.account ||
      at(rank.permissionSets, one.permissionSet) - at(rank.permissionSets, other.permissionSet) ||
      at(rank.principals, one.principal) - at(rank.principals, other.principal)
    );
  });
  const places = new Uint32Array(grants.length);
  for (const [place, grant] of order.entries()) places[grant] = place;
  return places;
}
