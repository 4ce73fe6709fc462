import { at } from './at.ts';
import type { Kind } from './filter.ts';
import type { PageReport } from './page-report.ts';

/** Names for indexes that mean the same in the next report. */
export interface Keys {
  readonly keyOf: (kind: Kind | 'grant', index: number) => string;
  readonly indexOf: (kind: Kind | 'grant', key: string) => number | null;
}

export function createKeys(report: PageReport, units: readonly string[]): Keys {
  const keys: Readonly<Record<Kind | 'grant', readonly string[]>> = {
    account: report.accounts.map(({ id }) => id),
    permissionSet: report.permissionSets.map(({ name }) => name),
    principal: report.principals.map(({ id }) => id),
    person: report.persons.map(({ id }) => id),
    unit: units,
    grant: report.grants.map(({ account, permissionSet, principal }) =>
      [
        at(report.accounts, account).id,
        at(report.principals, principal).id,
        at(report.permissionSets, permissionSet).name,
      ].join(' '),
    ),
  };
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  const indexOf = (kind: Kind | 'grant', key: string): number | null => {
    const known = indexes.get(kind) ?? new Map(keys[kind].map((each, index) => [each, index]));
    indexes.set(kind, known);
    return known.get(key) ?? null;
  };
  return { keyOf: (kind, index) => at(keys[kind], index), indexOf };
}
