import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import { groupId, type Live } from '../support/live.ts';
import { codes, findings, lines, operationOf, planned } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {}, Read: {} } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const blueOnDev = files(rule('Blue', 'Admin', 'dev'));
const fresh = objectId('new Blue');

/** The group of AWS whose identity store id is `group-old` has the name that comes first. */
function world(
  groups: readonly string[],
  ids: Live['objectIds'],
  entra: Entra,
  more: Live = {},
): Live {
  return {
    sets: { Admin: {}, Read: {} },
    groups,
    objectIds: ids ?? {},
    directory: directoryOf(entra),
    ...more,
  };
}

describe('a group that was deleted and created again in Entra', () => {
  const entra: Entra = { groups: ['Blue=new Blue'] };

  describe('and has come to AWS under a new id', () => {
    const live = world(['Blue=group-new'], { 'Blue=group-new': fresh }, entra, {
      grants: ['gone:old Admin dev'],
    });

    it('is shown with both ids, as drift that no merge does', () => {
      const built = planned({ live, head: blueOnDev, base: blueOnDev });
      expect(lines(built)).toEqual([
        'drift grant Admin dev Blue',
        `drift revoke Admin dev ${groupId('old')}`,
      ]);
      const moved = { kind: 'group-recreated', from: groupId('old'), to: 'group-new' };
      expect(operationOf(built, 'grant Admin dev').warnings).toContainEqual(moved);
      expect(operationOf(built, 'revoke Admin dev').warnings).toContainEqual(moved);
      const [finding] = findings(built);
      expect(finding).toMatchObject({ code: 'group-recreated', causedByHead: false });
      expect(finding?.headline).toContain(groupId('old'));
      expect(finding?.headline).toContain('group-new');
      const records = [recordOf(built)];
      const { approved } = approve(built, { kind: 'reviewed', records, newAccounts: 'grant' });
      expect(approved).toEqual(new Set());
    });

    it('is granted to before the dead one is let go, where somebody approves that', () => {
      const built = planned({ live, head: blueOnDev, base: blueOnDev, withDrift: true });
      expect(operationOf(built, 'revoke Admin dev').requires).toEqual([
        operationOf(built, 'grant Admin dev').id,
      ]);
    });
  });

  describe('and AWS has only the old one', () => {
    const live = world(['Blue=group-old'], { 'Blue=group-old': objectId('old Blue') }, entra, {
      grants: ['old Admin dev'],
    });

    it('is blocked as drift beside it; nothing is bound by name, and both ids are told', () => {
      const built = planned({ live, head: blueOnDev, base: blueOnDev });
      expect(lines(built)).toEqual([
        'drift grant Admin dev Blue (blocked)',
        'change revoke Admin dev Blue (blocked)',
      ]);
      const told = findings(built).find(({ code }) => code === 'group-recreated');
      expect(told?.headline).toContain(fresh);
      expect(told?.headline).toContain('group-old');
      expect(told?.headline).toContain(objectId('old Blue'));
    });

    it('is what the rule may have meant: who takes it out of the rules is shown what goes', () => {
      const built = planned({ live, head: set, base: blueOnDev });
      expect(lines(built)).toEqual(['change revoke Admin dev Blue']);
    });

    it('is another digest than the old one’s', () => {
      const again = planned({ live, head: blueOnDev, base: set });
      const before = planned({
        live: world(
          ['Blue=group-old'],
          { 'Blue=group-old': objectId('old Blue') },
          {
            groups: ['Blue=old Blue'],
          },
        ),
        head: blueOnDev,
        base: set,
      });
      expect(operationOf(again, 'grant Admin dev').digest).not.toBe(
        operationOf(before, 'grant Admin dev').digest,
      );
    });
  });
});

describe('a group that was renamed in Entra', () => {
  const entra: Entra = { groups: ['Azure=blue'] };
  const live = world(['Blue=group-old'], { 'Blue=group-old': objectId('blue') }, entra, {
    grants: ['old Admin dev'],
  });
  const azureOnDev = files(rule('Azure', 'Admin', 'dev'));

  it('is the same group under its new name: nothing is revoked, granted or bound anew', () => {
    const built = planned({ live, head: azureOnDev, base: blueOnDev });
    expect(lines(built)).toEqual([]);
    expect(codes(built)).toEqual([]);
  });

  it('blocks what its former name may mean, and fails no merge where head has it from before', () => {
    const built = planned({ live, head: blueOnDev, base: blueOnDev });
    expect(lines(built)).toEqual(['change revoke Admin dev Blue (blocked)']);
    expect(findings(built)).toMatchObject([{ code: 'group-not-in-entra', causedByHead: false }]);
  });

  it('may go by a change that takes its former name out of the rules', () => {
    expect(lines(planned({ live, head: set, base: blueOnDev }))).toEqual([
      'change revoke Admin dev Blue',
    ]);
  });

  it('is not mixed up with another one that took its former name', () => {
    const taken = directoryOf({ groups: ['Azure=blue', 'Blue=thief'] });
    const built = planned({
      live: { ...live, directory: taken },
      head: blueOnDev,
      base: blueOnDev,
    });
    expect(lines(built)).toEqual([
      'drift grant Admin dev Blue (blocked)',
      'change revoke Admin dev Blue (blocked)',
    ]);
    expect(operationOf(built, 'grant Admin dev').principal?.entraObjectId).toBe(objectId('thief'));
    expect(operationOf(built, 'revoke Admin dev').principal?.entraObjectId).toBe(objectId('blue'));
  });
});

describe('where only names reach AWS', () => {
  const entra: Entra = { groups: ['Azure=blue'], join: 'display-name' };
  const live = world(['Blue=group-old'], {}, entra, { grants: ['old Admin dev'] });

  it('a renamed group keeps what its new name waits for until AWS shows that', () => {
    const change = { head: files(rule('Azure', 'Admin', 'dev')), base: blueOnDev };
    expect(lines(planned({ live, ...change }))).toEqual([
      'change grant Admin dev Azure (waiting)',
      'change revoke Admin dev Blue (waiting)',
    ]);
    const shown = { ...live, groups: ['Azure=group-old'] };
    expect(lines(planned({ live: shown, ...change }))).toEqual([]);
  });
});

describe('base that was written before Entra was asked', () => {
  it('means the same groups as head, so that nothing seems to move', () => {
    const live = world(
      ['Blue', 'Red'],
      carrying(['Blue', 'Red']),
      { groups: ['Blue', 'Red'] },
      {
        grants: ['Blue Admin dev', 'Red Read dev'],
      },
    );
    const base = files(rule('Blue', 'Admin', 'dev'), rule('Red', 'Read', 'dev'));
    const head = { ...base, entra: {} };
    expect(lines(planned({ live, head, base }))).toEqual([]);
    const less = { ...files(rule('Blue', 'Admin', 'dev')), entra: {} };
    expect(lines(planned({ live, head: less, base }))).toEqual(['change revoke Read dev Red']);
  });

  it('did not doubt a group that only AWS has: head does', () => {
    const live = world(['Blue'], {}, { groups: [] }, { grants: ['Blue Admin dev'] });
    const built = planned({ live, head: { ...blueOnDev, entra: {} }, base: blueOnDev });
    expect(lines(built)).toEqual(['change revoke Admin dev Blue (blocked)']);
    expect(findings(built).filter(({ code }) => code === 'group-not-in-entra')).toMatchObject([
      { causedByHead: true },
    ]);
  });

  it.each<[string, Files['entra']]>([
    ['nobody asked', undefined],
    ['nobody was to ask', { groupSync: 'off' }],
    ['another tenant was asked', { tenantId: objectId('elsewhere') }],
  ])('meant whom it named in AWS, so another meaning is a change of head: %s', (_what, entra) => {
    const groups = ['Former=group-blue', 'Blue=group-thief'];
    const ids = { 'Former=group-blue': objectId('blue'), 'Blue=group-thief': objectId('thief') };
    const tenant: Entra = { groups: ['Blue=blue', 'Taken=thief'] };
    const live = world(groups, ids, tenant, { grants: ['thief Admin dev'] });
    const base = entra === undefined ? blueOnDev : { ...blueOnDev, entra };
    expect(lines(planned({ live, head: { ...blueOnDev, entra: {} }, base }))).toEqual([
      'change grant Admin dev Former',
      'change revoke Admin dev Blue',
    ]);
  });
});

describe('a group that only earlier files name', () => {
  const live = world(
    ['Blue', 'Red'],
    carrying(['Blue', 'Red']),
    { groups: ['Blue', 'Red'] },
    {
      grants: ['Blue Admin dev', 'Red Admin dev'],
    },
  );
  const both = files(rule(['Blue', 'Red'], 'Admin', 'dev'));

  it('goes by the change that leaves it out, or is pending since an earlier one', () => {
    expect(lines(planned({ live, head: blueOnDev, base: both }))).toEqual([
      'change revoke Admin dev Red',
    ]);
    expect(lines(planned({ live, head: blueOnDev, base: blueOnDev, lastApplied: both }))).toEqual([
      'pending revoke Admin dev Red',
    ]);
  });
});
