import { describe, expect, it } from 'vitest';
import { countReport } from '../../../src/core/inventory/count-report.ts';
import { rule } from '../support/files.ts';
import {
  accountId,
  accounts,
  applicationArn,
  groupId,
  managed,
  setArn,
  snapshotOf,
} from '../support/live.ts';
import { applicationLines, behind, lines, reported, reportedOn } from './reported.ts';

const files = {
  manage: { ignore: [{ permissionSets: 'Vendor' }] },
  permissionSets: {
    Admin: { managedPolicies: ['AdministratorAccess'] },
    Reader: { managedPolicies: ['ReadOnlyAccess'] },
  },
  assignments: [
    rule('Blue', 'Admin', 'dev'),
    rule('Green', 'Reader', ['dev', 'prod'], { expires: '2026-02-01', reason: 'OPS-7' }),
  ],
};

describe('a report', () => {
  it('has every live assignment whoever manages it, and what the files ask for in vain', () => {
    const report = reported({
      files,
      live: {
        accounts: { ...accounts, old: { ou: '/', state: 'SUSPENDED' } },
        users: ['ada'],
        sets: {
          Admin: { content: { managedPolicies: [managed('AdministratorAccess')] } },
          Reader: {},
          Left: {},
          Vendor: { owner: null },
          Theirs: { owner: 'network' },
        },
        grants: [
          'Blue Admin dev',
          'Red Admin management',
          'Green Reader dev',
          'gone:Old Reader prod',
          'user:ada Left sandbox',
          'Blue Vendor test',
          'Blue Theirs old',
        ],
      },
    });
    expect(lines(report)).toEqual([
      'live Blue Admin dev',
      'live Green Reader dev (until 2026-02-01)',
      'live Red Admin management (no rule)',
      'live Blue Theirs old (no rule)',
      'missing Green Reader prod (until 2026-02-01)',
      'live group-Old Reader prod (no rule, gone)',
      'live ada Left sandbox (no rule)',
      'live Blue Vendor test (no rule, ignored)',
    ]);
    expect(report.permissionSets).toEqual([
      {
        name: 'Admin',
        administrator: 'it holds the AWS managed policy AdministratorAccess',
        management: 'declared',
      },
      { name: 'Left', administrator: null, management: 'undeclared' },
      { name: 'Reader', administrator: null, management: 'declared' },
      { name: 'Theirs', administrator: null, management: 'other-owner' },
      { name: 'Vendor', administrator: null, management: 'unmanaged' },
    ]);
    expect(report.accounts.find(({ name }) => name === 'old')).toEqual({
      id: accountId('old'),
      name: 'old',
      state: 'SUSPENDED',
      unit: '/',
    });
  });

  it('names the people behind groups once each, and a user as the one behind themself', () => {
    const report = reported({
      files,
      live: {
        users: ['ada'],
        sets: { Admin: {}, Reader: {} },
        grants: ['Blue Admin dev', 'Green Reader dev', 'Green Reader prod', 'user:ada Admin test'],
      },
      people: { Blue: ['ada', 'bob'], Green: ['bob'] },
    });
    expect(report.persons.map(({ name }) => name)).toEqual(['ada', 'bob']);
    expect(['Blue', 'Green', 'ada'].map((name) => behind(report, name))).toEqual([
      ['ada', 'bob'],
      ['bob'],
      ['ada'],
    ]);
    expect(report).toMatchObject({ exhaustive: true, unread: [] });
  });

  it('names nobody where people are hidden, and counts them all the same', () => {
    const report = reported({
      files,
      live: {
        users: ['ada'],
        sets: { Admin: {}, Reader: {} },
        grants: ['Blue Admin dev', 'user:ada Admin test'],
      },
      people: { Blue: ['ada', 'bob'] },
      more: { showPeople: 'hidden' },
    });
    expect(report.persons).toEqual([
      { id: 'user-ada', name: null, enabled: true },
      { id: 'user-bob', name: null, enabled: true },
    ]);
    expect(report.principals.map(({ name }) => name)).toEqual(['Blue', 'Green', 'user-ada']);
  });

  it('says of a group that could not be read that its people are unknown, and of the report that it lacks them', () => {
    const report = reported({
      files,
      live: { sets: { Admin: {}, Reader: {} }, grants: ['Blue Admin dev', 'Green Reader dev'] },
      people: { Green: [] },
      more: {
        people: {
          members: new Map([[groupId('Green'), []]]),
          unread: new Map([[groupId('Blue'), 'AWS refuses it']]),
          users: new Map(),
          unnamed: null,
        },
      },
    });
    expect(behind(report, 'Blue')).toBeNull();
    expect(behind(report, 'Green')).toEqual([]);
    expect(report).toMatchObject({
      exhaustive: false,
      unread: ['who is in the group Blue: AWS refuses it'],
    });
  });

  it('takes a set that could not be read for administrator-level, and says what was not read', () => {
    const snapshot = snapshotOf({
      sets: { Reader: {} },
      grants: ['Blue Admin dev', 'Blue Secret dev'],
      unread: [
        { part: 'permission-set', arn: setArn('Admin'), name: 'Admin', why: 'denied' },
        { part: 'permission-set', arn: setArn('Secret'), name: null, why: 'denied' },
        { part: 'assignments', arn: setArn('Reader'), accountId: accountId('dev'), why: 'denied' },
      ],
    });
    const report = reportedOn(
      { files, people: { Blue: [], Green: [] } },
      { ...snapshot, permissionSetNames: new Map([['ps-Admin00000000000', 'Admin']]) },
    );
    expect(report.permissionSets.map(({ name, administrator }) => [name, administrator])).toEqual([
      ['Admin', 'what it gives could not be read, so it may be'],
      ['Reader', null],
      ['ps-Secret0000000000', 'what it gives could not be read, so it may be'],
    ]);
    expect(report.unread).toEqual([
      'what the permission set Admin gives: denied',
      'what the permission set ps-Secret0000000000 gives: denied',
      `who holds Reader in ${accountId('dev')}: denied`,
    ]);
    expect(lines(report)).toContain('live Blue Admin dev');
  });

  it('keeps the rule of each grant, and of two rules both', () => {
    const report = reported({
      files: {
        ...files,
        assignments: [...files.assignments, rule(['Blue', 'Red'], 'Admin', 'dev')],
      },
      live: { sets: { Admin: {}, Reader: {} }, grants: ['Blue Admin dev'] },
      more: {
        changeOf: ({ line }) => ({
          commit: String(line),
          at: '2026-01-01T00:00:00.000Z',
          author: 'Ada',
          pullRequest: null,
          reviewers: [],
        }),
      },
    });
    const [grant] = report.grants;
    const origins = grant?.origins.map((index) => report.origins[index]) ?? [];
    expect(origins).toHaveLength(2);
    expect(origins.every((one) => one?.change?.commit === String(one?.line))).toBe(true);
    expect(report.origins.map(({ reason }) => reason)).toEqual([null, 'OPS-7', null]);
    expect(report.origins[1]?.expires).toMatch(/^2026-02-0/);
  });

  it('tells a rule that nobody can resolve, whose grants may look undeclared', () => {
    const report = reported({
      files: { ...files, assignments: [rule('Nobody', 'Admin', 'dev')] },
      live: { sets: { Admin: {} }, grants: [] },
    });
    expect(report).toMatchObject({ exhaustive: true, grants: [] });
    expect(report.unresolved[0]).toMatch(/^who "Nobody" is cannot be decided \(access\/main.yaml:/);
  });

  it('tells what settings ignore of applications as it does in accounts, and counts both', () => {
    const report = reported({
      files: {
        manage: { ignore: [{ groups: 'group-Old' }, { groups: 'Red', permissionSets: '*' }] },
        permissionSets: files.permissionSets,
        assignments: [],
        applications: [{ groups: 'Blue', applications: 'Grafana' }],
      },
      live: {
        users: ['ada'],
        sets: { Reader: {} },
        grants: ['gone:Old Reader dev', 'Red Reader dev', 'user:ada Reader dev'],
        applications: {
          Grafana: { assigned: ['Blue', 'Red', 'gone:Old', 'gone:Other', 'user:ada'] },
          Wiki: { assigned: ['Green', 'gone:Old'] },
        },
      },
    });
    expect(lines(report)).toEqual([
      'live Red Reader dev (no rule, ignored)',
      'live group-Old Reader dev (no rule, ignored, gone)',
      'live ada Reader dev (no rule)',
    ]);
    expect(applicationLines(report)).toEqual([
      'live Blue Grafana',
      // An entry that names permission sets is about accounts alone.
      'live Red Grafana (no rule)',
      'live group-Old Grafana (no rule, ignored, gone)',
      'live group-Other Grafana (no rule, gone)',
      'live ada Grafana (no rule)',
      'live Green Wiki (no rule)',
      'live group-Old Wiki (no rule, ignored, gone)',
    ]);
    expect(countReport(report)).toMatchObject({
      assignments: 3,
      applicationAssignments: 7,
      ignored: 4,
      undeclared: 4,
      unmanaged: 1,
      dead: 4,
      direct: 2,
    });
  });

  it('says that nobody knows whether everybody may use an application, where AWS did not tell', () => {
    const live = {
      sets: { Admin: {} },
      grants: [],
      applications: {
        Grafana: { assigned: ['Blue'], open: true },
        Payroll: { assigned: ['Blue'] },
      },
    };
    const people = { Blue: ['ada'], Green: [] };
    const snapshot = snapshotOf(live);
    const whole = reportedOn({ files, people }, snapshot);
    const openOf = ({ applications }: typeof whole) => applications?.map(({ open }) => open);
    expect([whole.exhaustive, openOf(whole)]).toEqual([true, [true, false]]);
    const { applications } = snapshot;
    if (applications === null) throw new Error('this snapshot has applications');
    const openUnknown = [{ arn: applicationArn('Payroll'), why: 'AccessDenied' }];
    const refused = { ...snapshot, applications: { ...applications, openUnknown } };
    const partial = reportedOn({ files, people }, refused);
    expect([partial.exhaustive, openOf(partial)]).toEqual([false, [true, null]]);
    expect(partial.unread).toContain(
      'whether everybody may use the application Payroll, whoever is assigned: AccessDenied',
    );
  });
});
