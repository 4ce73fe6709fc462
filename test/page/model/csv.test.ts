import { expect, it } from 'vitest';
import type { AccessReport } from '../../../src/core/inventory/access-report.ts';
import { csvOf } from '../../../src/page/model/csv.ts';
import { type Filter, noFilter } from '../../../src/page/model/filter.ts';
import { indexReport } from '../../../src/page/model/report-index.ts';
import { personRows } from '../../../src/page/model/rows.ts';
import { selectGrants } from '../../../src/page/model/select-grants.ts';
import { accessReportCsv } from '../../../src/report/access-report-csv.ts';
import { makeAccessReport } from '../support/make-access-report.ts';

const plain = makeAccessReport({ groups: 20, accounts: 20, grants: 90, people: 70 });
const names = ['=1+1', ' @x', '\t-1', 'a,"b"\r\nc', '\u202Egnp', '＝1', '|x', '%1', "'quoted", ''];
const hostile: AccessReport = {
  ...plain,
  principals: plain.principals.map((each, place) => ({
    ...each,
    name: names[place % names.length] ?? '',
  })),
  persons: plain.persons.map((each, place) => ({
    ...each,
    name: names[place % names.length] ?? '',
  })),
  origins: plain.origins.map((each, place) => ({
    ...each,
    reason: names[place % names.length] ?? '',
  })),
};

function exported(report: AccessReport, filter: Filter): string {
  const index = indexReport(report);
  return [...csvOf(index, personRows(index, selectGrants(index, filter), filter))].join('');
}

it.each([
  ['plain names', plain],
  ['hostile ones', hostile],
  [
    'names that are hidden',
    { ...plain, persons: plain.persons.map((p) => ({ ...p, name: null })) },
  ],
] as const)(
  'exports with %s, where nothing is left out, the bytes of access-report.csv',
  (_, report) => {
    expect(exported(report, noFilter)).toBe([...accessReportCsv(report)].join(''));
  },
);

it('exports of access-report.csv the lines that filters leave, in their order', () => {
  const all = exported(plain, noFilter).split('\r\n');
  const disabled = exported(plain, { ...noFilter, attention: new Set(['disabled']) }).split('\r\n');
  expect(disabled).toEqual(
    all.filter((line, place) => place === 0 || line === '' || line.split(',')[2] === 'no'),
  );
  expect(disabled.length).toBeGreaterThan(3);
  const applications = exported(plain, { ...noFilter, places: new Set(['application']) });
  expect(applications.split('\r\n')).toEqual(
    all.filter((line, place) => place === 0 || line === '' || line.split(',')[8] !== ''),
  );
});
