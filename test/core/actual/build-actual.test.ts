import { describe, expect, it } from 'vitest';
import type { ActualState } from '../../../src/core/actual/actual-state.ts';
import { buildActual } from '../../../src/core/actual/build-actual.ts';
import { createIgnoreFilter } from '../../../src/core/actual/ignored.ts';
import { unsyncedId } from '../../../src/core/model/principal.ts';
import { objectId } from '../support/entra.ts';
import { type Files, mappingOf, rule } from '../support/files.ts';
import { accountId, accounts, groupId, type Live, setArn, snapshotOf } from '../support/live.ts';

const grants = ['Blue Admin dev', 'Red Admin prod', 'user:ada Admin dev'];
const world: Live = {
  sets: { Admin: {}, Vendor: { owner: null }, Theirs: { owner: 'payments' } },
  users: ['ada'],
  groups: ['Blue', 'Red', 'AWSControlTowerAdmins'],
  grants,
};

function actual(files: Files = {}, live: Live = world): ActualState {
  const mapping = mappingOf({ permissionSets: { Admin: {} }, ...files });
  const snapshot = snapshotOf(live);
  return buildActual(snapshot, mapping, createIgnoreFilter(mapping, snapshot));
}

function parts(state: ActualState, set = 'Admin'): { managed: string[]; left: string[] } {
  const found = state.permissionSets.get(set);
  return {
    managed: [...(found?.grants.values() ?? [])].map(
      ({ principal, account }) => `${principal.name} ${account.name}`,
    ),
    left: (found?.leftAlone ?? []).map(({ why }) => why),
  };
}

describe('ownership', () => {
  it.each([
    ['Admin', 'ours'],
    ['Vendor', 'unowned'],
    ['Theirs', { other: 'payments' }],
  ])('of %s is told by its tag alone', (name, ownership) => {
    expect(actual().permissionSets.get(name)?.ownership).toEqual(ownership);
  });
});

describe('what is left alone', () => {
  it('users, unless rules may name them', () => {
    expect(parts(actual())).toEqual({ managed: ['Blue dev', 'Red prod'], left: ['user'] });
    expect(parts(actual({ manage: { users: true } }))).toEqual({
      managed: ['Blue dev', 'Red prod', 'ada dev'],
      left: [],
    });
  });

  it('accounts that are suspended, closing, not yet active or gone', () => {
    for (const state of ['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION'] as const) {
      const live = { ...world, accounts: { ...accounts, prod: { ou: '/', state } } };
      expect(parts(actual({}, live)).left).toEqual(['out-of-scope-account', 'user']);
    }
    const gone = { ...world, accounts: { management: {}, dev: {} } };
    expect(parts(actual({}, gone)).left).toEqual(['out-of-scope-account', 'user']);
  });

  it('principals that could not be read', () => {
    const unread = [{ part: 'principal', principalId: 'group-Red', why: 'denied' }] as const;
    expect(parts(actual({}, { ...world, unread }))).toEqual({
      managed: ['Blue dev'],
      left: ['unreadable-principal', 'user'],
    });
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['a group', { groups: 'Bl*' }, ['Red prod']],
    ['a set', { permissionSets: 'Adm??' }, []],
    ['accounts', { accounts: 'ou:/Work/Dev' }, ['Red prod']],
    ['a group in accounts', { groups: '*', accounts: 'prod' }, ['Blue dev']],
    ['another set', { permissionSets: 'admin', groups: '*' }, ['Blue dev', 'Red prod']],
    ['users, which are no groups', { users: '*' }, ['Blue dev', 'Red prod']],
  ])('what an ignore entry names: %s', (_what, entry, managed) => {
    // A declared set must not be ignored whole, so nothing is declared here.
    const files: Files = { permissionSets: {}, manage: { ignore: [entry] } };
    expect(parts(actual(files)).managed).toEqual(managed);
  });

  it("Control Tower's groups, unless a rule names them", () => {
    const tower: Live = { ...world, grants: ['AWSControlTowerAdmins Admin dev'] };
    expect(parts(actual({}, tower))).toEqual({ managed: [], left: ['ignored'] });
    const named: Files = { assignments: [rule('AWSControlTowerAdmins', 'Admin', 'dev')] };
    expect(parts(actual(named, tower)).managed).toEqual(['AWSControlTowerAdmins dev']);
  });

  it("none of Control Tower's groups that a rule names by its object id, before or after its sync", () => {
    const name = 'AWSControlTowerAdmins';
    const named = mappingOf({
      permissionSets: { Admin: {} },
      assignments: [rule(`entra:${objectId(name)}`, 'Admin', 'dev')],
    });
    const filter = createIgnoreFilter(named, snapshotOf({ groups: [] }));
    const group = { type: 'GROUP', name, entraObjectId: objectId(name) } as const;
    for (const id of [groupId(name), unsyncedId(objectId(name))]) {
      expect(filter.assignment(accountId('dev'), 'Admin', { ...group, id })).toBe(false);
      const other = { ...group, id, entraObjectId: null };
      expect(filter.assignment(accountId('dev'), 'Admin', other)).toBe(true);
    }
  });
});

describe('a whole set', () => {
  it('is ignored by an entry for it alone, and not by one for a part', () => {
    const ignored = (entry: Record<string, unknown>) =>
      actual({ permissionSets: {}, manage: { ignore: [entry] } }).permissionSets.get('Admin')
        ?.ignored;
    expect(ignored({ permissionSets: 'Admin' })).toBe(true);
    expect(ignored({ permissionSets: 'Admin', groups: '*' })).toBe(false);
    expect(ignored({ permissionSets: 'Admin', accounts: 'dev' })).toBe(false);
  });

  it("is ignored where it is Control Tower's own, unless it is declared", () => {
    const live: Live = { sets: { AWSReadOnlyAccess: {} } };
    const of = (files: Files) => actual(files, live).permissionSets.get('AWSReadOnlyAccess');
    expect(of({})?.ignored).toBe(true);
    expect(of({ permissionSets: { AWSReadOnlyAccess: {} } })?.ignored).toBe(false);
  });

  it('knows what could not be read of it', () => {
    const unread: Live['unread'] = [
      { part: 'provisioned-accounts', arn: setArn('Admin'), why: 'one' },
      { part: 'assignments', arn: setArn('Vendor'), accountId: accountId('dev'), why: 'two' },
    ];
    const { permissionSets } = actual({}, { ...world, unread });
    expect(permissionSets.get('Admin')?.unread).toBe('one');
    expect(permissionSets.get('Vendor')?.unread).toBeNull();
    expect([...(permissionSets.get('Vendor')?.unreadAccounts ?? [])]).toEqual([
      [accountId('dev'), 'two'],
    ]);
  });

  it('marks dead principals and keeps their id as the name', () => {
    const live: Live = { ...world, grants: ['gone:Old Admin dev'] };
    const [grant] = actual({}, live).permissionSets.get('Admin')?.grants.values() ?? [];
    expect(grant).toMatchObject({ gone: true, principal: { name: 'group-Old' } });
  });
});

describe('an ignore entry', () => {
  const findings = (entry: Record<string, unknown>) => {
    const mapping = mappingOf({ manage: { ignore: [entry] } });
    return createIgnoreFilter(mapping, snapshotOf(world)).findings.map(({ finding }) => finding);
  };

  it('that matches no account is a warning that no head causes', () => {
    const found = findings({ permissionSets: 'X', accounts: ['ou:/Nowhere', 'name:none-*'] });
    expect(found.map(({ code }) => code)).toContain('ignore-matches-nothing');
    expect(
      found.every(({ severity, causedByHead }) => severity === 'warning' && !causedByHead),
    ).toBe(true);
  });

  it('that matches something says nothing', () => {
    expect(findings({ permissionSets: 'X', accounts: 'dev' })).toEqual([]);
  });
});
