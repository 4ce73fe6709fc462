import type { ReportChange } from '../../core/inventory/access-report.ts';
import { at } from './at.ts';
import type { ReportIndex } from './report-index.ts';
import { standings } from './standing.ts';

export const columns = [
  'person',
  'principal',
  'permissionSet',
  'level',
  'account',
  'unit',
  'standing',
  'expires',
  'origin',
  'changed',
] as const;
export type Column = (typeof columns)[number];

export const columnLabels: Readonly<Record<Column, string>> = {
  person: 'Person',
  principal: 'Group or user',
  permissionSet: 'Permission set',
  level: 'Level',
  account: 'Account',
  unit: 'Unit',
  standing: 'State',
  expires: 'Expires',
  origin: 'Origin',
  changed: 'Last change',
};

// After every minute that a date can name, and still exact when multiplied by millions of rows.
const LAST = 1e9;

/** A whole number below 2^31 that sorts rows by a column. */
export function rankInColumn(
  index: ReportIndex,
  column: Column,
  grant: number,
  person: number | null,
): number {
  const { account, origins, permissionSet, principal } = at(index.report.grants, grant);
  const { rank } = index;
  switch (column) {
    case 'person':
      return person === null || person < 0 ? LAST : at(rank.persons, person);
    case 'principal':
      return at(rank.principals, principal);
    case 'permissionSet':
      return at(rank.permissionSets, permissionSet);
    case 'level':
      return index.administrator[grant] === 1 ? 0 : 1;
    case 'account':
      return at(rank.accounts, account);
    case 'unit':
      return index.unitsOfAccount[account]?.[0] ?? LAST;
    case 'standing':
      return standings.indexOf(at(index.standing, grant));
    case 'expires':
      return minutes(at(index.endsAt, grant));
    case 'origin':
      return origins[0] === undefined ? LAST : at(rank.origins, origins[0]);
    case 'changed': {
      const change = lastChange(index, grant);
      return change === null ? LAST : minutes(Date.parse(change.at));
    }
  }
}

function minutes(instant: number): number {
  return Number.isFinite(instant) ? Math.floor(instant / 60_000) : LAST;
}

/** The newest change of any rule behind a grant. */
export function lastChange(index: ReportIndex, grant: number): ReportChange | null {
  return at(index.report.grants, grant).origins.reduce<ReportChange | null>((newest, origin) => {
    const { change } = at(index.report.origins, origin);
    if (change === null) return newest;
    return newest === null || change.at > newest.at ? change : newest;
  }, null);
}
