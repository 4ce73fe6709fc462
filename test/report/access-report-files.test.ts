import { expect, it } from 'vitest';
import { planSchema } from '../../src/core/plan/plan-schema.ts';
import { reportSchema } from '../../src/core/inventory/report-schema.ts';
import { accessReportCsv } from '../../src/report/access-report-csv.ts';
import { accessReportJson } from '../../src/report/access-report-json.ts';
import { accessReportSummary } from '../../src/report/access-report-summary.ts';
import { accessReportWords } from '../../src/report/access-report-words.ts';
import { reportRows } from '../../src/report/access-report-rows.ts';
import { reported } from '../core/inventory/reported.ts';
import { rule } from '../core/support/files.ts';

const report = reported({
  live: {
    groups: ['Blue', 'Green', 'Red', '\t+1+1'],
    sets: { Admin: {} },
    grants: ['Blue Admin dev', 'gone:Old Admin dev', 'Red Admin prod', '\t+1+1 Admin test'],
  },
  files: {
    permissionSets: { Admin: { managedPolicies: ['AdministratorAccess'] } },
    assignments: [
      rule('Blue', 'Admin', 'dev', { reason: '-2+3', expires: '2026-02-01' }),
      rule(['Blue', 'Green'], 'Admin', ['dev', 'prod'], { reason: 'say "so",\nagain' }),
    ],
  },
  people: { Blue: ['ada', 'eve'], Green: [], '\t+1+1': ['@sum(1)'] },
});

it('has a row for each person behind each grant, and one where there is none to name', () => {
  const rows = [...reportRows(report)].map((row) =>
    [row.person, row.group, row['account name'], row.state, row.management].join(' · '),
  );
  expect(rows.toSorted()).toEqual([
    '(deleted) ·  · dev · dead · undeclared',
    '(members not read) · Red · prod · live · undeclared',
    '(nobody) · Green · dev · missing · declared',
    '(nobody) · Green · prod · missing · declared',
    '@sum(1) · \t+1+1 · test · live · undeclared',
    'ada · Blue · dev · live · declared',
    'ada · Blue · prod · missing · declared',
    'eve · Blue · dev · live · declared',
    'eve · Blue · prod · missing · declared',
  ]);
});

const withApplications = reported({
  live: {
    sets: {},
    grants: [],
    applications: {
      Grafana: { assigned: ['Blue', 'Red', 'gone:Old', 'gone:Other'] },
      '*Wiki*': { assigned: ['gone:Old'] },
    },
  },
  files: {
    manage: { ignore: [{ groups: ['group-Old', 'Red'] }] },
    applications: [{ groups: 'Blue', applications: 'Grafana' }],
  },
  people: { Blue: ['ada'], Red: [] },
});

it('tells what settings ignore of applications as ignored, not as undeclared', () => {
  const rows = [...reportRows(withApplications)].map((row) =>
    [row.person, row.application, row.state, row.management].join(' · '),
  );
  expect(rows).toEqual([
    '(deleted) · *Wiki* · dead · ignored',
    'ada · Grafana · live · declared',
    '(nobody) · Grafana · live · ignored',
    '(deleted) · Grafana · dead · ignored',
    '(deleted) · Grafana · dead · undeclared',
  ]);
  const words = accessReportWords(withApplications);
  expect(words).toContain('  3 assignments that settings ignore\n');
  expect(words).toContain(
    '  1 assignment of managed permission sets or applications that no file declares\n',
  );
  const summary = accessReportSummary(withApplications);
  const undeclared = summary.slice(summary.indexOf('### Declared in no file')).split('\n###')[0];
  expect(undeclared?.match(/^- .*/gm)).toEqual([
    '- a deleted group (`group-Other`) is assigned to `Grafana`',
  ]);
  expect(summary).toContain(
    '\n- a deleted group (`group-Old`) is assigned to `*Wiki*`, `Grafana`\n',
  );
});

it('writes CSV that no spreadsheet takes for a formula, and that every parser reads', () => {
  const csv = [...accessReportCsv(report)].join('');
  expect(csv.startsWith('\uFEFFperson,person id,')).toBe(true);
  for (const line of csv.split('\r\n')) expect(line).not.toMatch(/(?:^|,)"?[=+\-@\t\r]/);
  expect(csv).toContain("'@sum(1),");
  expect(csv).toContain(`"'-2+3; say ""so"",␊again"`);
  expect(csv).toContain('access/main.yaml:');
});

it('writes JSON that is the report, of the published form', () => {
  const text = [...accessReportJson(report)].join('');
  const parsed: unknown = JSON.parse(text);
  expect(reportSchema.parse(parsed)).toEqual(report);
  expect(reportSchema.safeParse({ ...report, schema: 'v2' }).success).toBe(false);
  expect(planSchema.safeParse(parsed).success).toBe(false);
  // A line for each grant, so that two reports can be compared by line.
  expect(text.split('\n').filter((line) => line.startsWith('{"account":'))).toHaveLength(
    report.grants.length,
  );
});

it('tells a log what was not read on one line each, which the runner takes for no command', () => {
  const unread = ['who is in the group a\n::set-output name=x::y: no', '##[group]x: no'];
  const words = accessReportWords({ ...report, unread });
  const lines = words.split('\n').filter((line) => line.includes('not read'));
  expect(lines).toHaveLength(2);
  expect(words).not.toMatch(/^\s*::|##\[/m);
});
