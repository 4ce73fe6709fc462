import { expect, it } from 'vitest';
import { at } from '../../../src/page/model/at.ts';
import { pageReport } from '../../../src/page/model/page-report.ts';
import { indexReport } from '../../../src/page/model/report-index.ts';
import { makeAccessReport } from '../support/make-access-report.ts';

const report = makeAccessReport({ groups: 10, accounts: 10, grants: 30, people: 20 });

it('shows who is assigned to applications where it shows who has accounts', () => {
  const index = indexReport(report);
  const shown = report.applicationGrants.map((_, place) => {
    const grant = report.grants.length + place;
    const { account, permissionSet, principal } = at(index.report.grants, grant);
    return [
      at(index.report.accounts, account).name,
      at(index.report.permissionSets, permissionSet).isApplication,
      at(index.report.principals, principal).name,
      at(index.standing, grant),
    ];
  });
  expect(shown.filter(([, , , standing]) => standing === 'ignored')).toHaveLength(1);
  expect(shown).toEqual(
    report.applicationGrants.map(({ application, ignored, principal }) => [
      at(report.applications ?? [], application).name,
      true,
      at(report.principals, principal).name,
      ignored ? 'ignored' : application === 0 ? 'unmanaged' : 'declared',
    ]),
  );
});

it('leaves a report without applications as it is', () => {
  const without = pageReport({ ...report, applications: null, applicationGrants: [] });
  expect(without.grants).toEqual(report.grants);
  expect(without.accounts).toHaveLength(report.accounts.length);
});
