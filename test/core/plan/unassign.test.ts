import { describe, expect, it } from 'vitest';
import { type Approval, approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import type { Finding } from '../../../src/core/diagnostics/finding.ts';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, accounts, groupId, type Live, setArn } from '../support/live.ts';
import {
  findings as allFindings,
  line,
  lines,
  operationOf,
  planned,
  type Story,
} from '../support/planned.ts';

const manage = { entra: { groupSync: 'manage' } };
const set: Files = { permissionSets: { Admin: {}, Read: {} }, ...manage };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const giving = (...names: readonly string[]): NonNullable<Files['entra']> => ({
  groupSync: 'manage',
  unassignGroups: names,
});
const oldOnDev = files(rule('Old', 'Admin', 'dev'));
const givesOldUp: Files = { ...set, entra: giving('Old') };
const unassign = 'unassign-group-from-application Old';

/** But for the one that tells every change of settings. */
const findings = (built: BuiltPlan): Finding[] =>
  allFindings(built).filter(({ code }) => code !== 'settings-changed');
const codes = (built: BuiltPlan): string[] => findings(built).map(({ code }) => code);

/** Entra and AWS have Old, and it is assigned. */
function world(more: Live = {}, entra: Entra = {}): Live {
  return {
    sets: { Admin: {}, Read: {} },
    groups: ['Old'],
    objectIds: carrying(['Old']),
    directory: directoryOf({ groups: ['Old'], groupSync: 'manage', ...entra }),
    ...more,
  };
}

function decided(built: BuiltPlan, approval: Approval): string[] {
  const { plan, approved } = approve(built, approval);
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}
const byItself = (story: Story): Approval => ({
  kind: 'reviewed',
  records: [recordOf(planned(story))],
  newAccounts: 'report',
});

describe('taking a group out of the application', () => {
  const held: Story = {
    live: world({ grants: ['Old Admin dev', 'Old Read prod'] }),
    head: givesOldUp,
    base: files(rule('Old', 'Admin', 'dev'), rule('Old', 'Read', 'prod')),
  };

  it('comes last, after every revocation of what it held, and needs a review', () => {
    const built = planned(held);
    expect(decided(built, byItself(held))).toEqual([
      'do change revoke Admin dev Old',
      'do change revoke Read prod Old',
      `do change ${unassign}`,
    ]);
    const stages = stagesOf(built.plan.operations).map((stage) => stage.map(({ kind }) => kind));
    expect(stages).toEqual([['revoke', 'revoke'], ['unassign-group-from-application']]);
    expect(operationOf(built, unassign).requires).toEqual(
      ['revoke Admin dev Old', 'revoke Read prod Old'].map((words) => operationOf(built, words).id),
    );
    expect(decided(built, byItself({ ...held, head: set }))).toContain(
      `not change ${unassign} (held)`,
    );
  });

  it('is a change, then pending, and drift where somebody put the group back', () => {
    const story = { live: world(), head: givesOldUp };
    expect(lines(planned({ ...story, base: set }))).toEqual([`change ${unassign}`]);
    expect(lines(planned({ ...story, base: null }))).toEqual([`change ${unassign}`]);
    expect(lines(planned({ ...story, base: givesOldUp, lastApplied: set }))).toEqual([
      `pending ${unassign}`,
    ]);
    expect(lines(planned({ ...story, base: givesOldUp }))).toEqual([`drift ${unassign}`]);
  });

  it.each<[string, Entra]>([
    ['is not assigned', { assigned: [] }],
    ['is deleted', { groups: [], deleted: ['Old'] }],
    ['is only in AWS any more', { groups: [] }],
  ])('has nothing to do for a group that %s', (_what, entra) => {
    const built = planned({ live: world({}, entra), head: givesOldUp, base: set });
    expect(lines(built)).toEqual([]);
    expect(codes(built)).toEqual([]);
  });

  it('says where nobody knows whom it means', () => {
    const unknown = planned({
      live: world({}, { groups: [] }),
      head: { ...set, entra: giving('Odl') },
    });
    expect(findings(unknown)).toMatchObject([
      { code: 'unknown-group', severity: 'warning', origin: { file: 'access/main.yaml' } },
    ]);
    const twins = { groups: ['Old', 'Old=2'] };
    const ambiguous = planned({ live: world({}, twins), head: givesOldUp, base: set });
    expect(lines(ambiguous)).toEqual([]);
    expect(findings(ambiguous)).toMatchObject([
      { code: 'ambiguous-group', severity: 'error', causedByHead: true },
    ]);
    const known = planned({ live: world({}, twins), head: givesOldUp, base: givesOldUp });
    expect(findings(known)).toMatchObject([{ code: 'ambiguous-group', causedByHead: false }]);
  });
});

describe('a group that is given up by its id in AWS', () => {
  const id = '906a7b3c-1111-2222-3333-444444444444';
  const byName = { join: 'display-name', groupSync: 'manage' } as const;
  const live: Live = { ...world(), groups: [`Old=${id}`], objectIds: {} };
  const givenUp = (groups: readonly string[]): Story => ({
    live: { ...live, directory: directoryOf({ ...byName, groups }) },
    head: { ...set, entra: giving(`id:${id}`) },
    base: set,
  });

  it('is taken out where that ties it to one of Entra', () => {
    expect(lines(planned(givenUp(['Old'])))).toEqual([`change ${unassign}`]);
  });

  it('is told where nothing does', () => {
    const built = planned(givenUp([]));
    expect(lines(built)).toEqual([]);
    expect(findings(built)).toMatchObject([{ code: 'unknown-group', severity: 'warning' }]);
    expect(findings(built)[0]?.help).toContain('entra:');
  });
});

describe('a group that must stay', () => {
  const statusOf = (story: Story): string => operationOf(planned(story), unassign).status;

  it.each<[string, Live]>([
    ['a set of ours that nobody declares for it', { grants: ['Old Admin dev'] }],
    ['a set of nobody', { sets: { Theirs: { owner: null } }, grants: ['Old Theirs dev'] }],
    [
      'a set of another owner',
      { sets: { Theirs: { owner: 'others' } }, grants: ['Old Theirs dev'] },
    ],
    [
      'a suspended account',
      { accounts: { ...accounts, old: { state: 'SUSPENDED' } }, grants: ['Old Admin old'] },
    ],
  ])('is blocked by what it holds on %s', (_what, more) => {
    const live = world({ ...more, sets: { Admin: {}, Read: {}, ...more.sets } });
    const built = planned({ live, head: givesOldUp, base: set });
    expect(lines(built)).toContain(`change ${unassign} (blocked)`);
    expect(findings(built)).toContainEqual(
      expect.objectContaining({
        code: 'unassign-blocked',
        severity: 'error',
        causedByHead: true,
        origin: { file: 'access/main.yaml', line: expect.any(Number) as number },
      }),
    );
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'blocked',
      exitCode: 1,
    });
  });

  it('is blocked by what it holds and settings ignore', () => {
    const manageIgnoring = { ignore: [{ permissionSets: 'Admin', groups: 'Old' }] };
    const live = world({ grants: ['Old Admin dev'] });
    expect(statusOf({ live, head: { ...givesOldUp, manage: manageIgnoring } })).toBe('blocked');
  });

  it.each<[string, NonNullable<Live['unread']>]>([
    ['accounts of a set', [{ part: 'provisioned-accounts', arn: setArn('Admin'), why: 'denied' }]],
    [
      'assignments of a set',
      [{ part: 'assignments', arn: setArn('Read'), accountId: accountId('dev'), why: 'denied' }],
    ],
    ['a set', [{ part: 'permission-set', arn: setArn('Else'), name: 'Else', why: 'denied' }]],
    [
      'a set without a name',
      [{ part: 'permission-set', arn: setArn('Else'), name: null, why: 'no' }],
    ],
  ])('is blocked while nobody could read %s', (_what, unread) => {
    expect(statusOf({ live: world({ unread }), head: givesOldUp })).toBe('blocked');
  });

  it.each<[string, Files['assignments']]>([
    ['grants it something', [rule(`entra:${objectId('Old')}`, 'Admin', 'dev')]],
    [
      'reaches no account',
      [rule(`entra:${objectId('Old')}`, 'Admin', 'name:no-*', { allowEmpty: true })],
    ],
    ['has ended', [rule(`entra:${objectId('Old')}`, 'Admin', 'dev', { expires: '2026-01-01' })]],
    ['cannot say in which accounts', [rule(`entra:${objectId('Old')}`, 'Admin', 'ou:/Renamed')]],
  ])('is blocked while a rule names it that %s', (_what, assignments = []) => {
    expect(statusOf({ live: world(), head: { ...givesOldUp, assignments } })).toBe('blocked');
  });

  it('is blocked while a rule may mean it', () => {
    const twins = world({}, { groups: ['Old', 'Old=2'] });
    const head = {
      ...files(rule('Old', 'Admin', 'dev')),
      entra: giving(`entra:${objectId('Old')}`),
    };
    expect(statusOf({ live: twins, head })).toBe('blocked');
  });

  it('is blocked while only its name could tell it in AWS, and no group there has it', () => {
    const renamed = world(
      { groups: ['Former'], grants: ['Former Admin dev'] },
      { join: 'display-name' },
    );
    const live = { ...renamed, objectIds: {} };
    expect(statusOf({ live, head: givesOldUp })).toBe('blocked');
  });

  it.each<[string, Live]>([
    ['has no object id', { groups: ['Old'], objectIds: {} }],
    ['carries another one', { groups: ['Old'], objectIds: { Old: objectId('other') } }],
    ['differs by case', { groups: ['OLD'], objectIds: {} }],
  ])('is blocked while AWS has a group of its name that %s', (_what, more) => {
    expect(statusOf({ live: world(more), head: givesOldUp })).toBe('blocked');
  });

  it('is blocked with a revocation that is', () => {
    const head = { ...files(rule('Nobody', 'Admin', 'dev')), entra: giving('Old') };
    const live = world({ grants: ['Old Admin dev'] });
    expect(lines(planned({ live, head, base: oldOnDev }))).toEqual([
      'change revoke Admin dev Old (blocked)',
      `change ${unassign} (blocked)`,
    ]);
  });

  it('is held with a revocation that is', () => {
    const story: Story = {
      live: world({ grants: ['Old Admin dev'] }),
      head: givesOldUp,
      base: oldOnDev,
    };
    const shown = byItself({ ...story, live: world(), base: set });
    expect(decided(planned(story), shown)).toEqual([
      'not change revoke Admin dev Old (held)',
      `not change ${unassign} (held)`,
    ]);
  });

  it('waits with a revocation that does', () => {
    const live = world(
      { grants: ['Old Admin dev'] },
      { groups: ['Old', 'New'], hasProvisioningJob: false },
    );
    const head = { ...files(rule('New', 'Admin', 'dev')), entra: giving('Old') };
    const story: Story = { live, head, base: oldOnDev };
    expect(decided(planned(story), byItself(story))).toEqual([
      'not change grant Admin dev New (waiting)',
      'not change revoke Admin dev Old (waiting)',
      `not change ${unassign} (waiting)`,
    ]);
  });

  it('is meant by its id in AWS as well', () => {
    const id = '906a7b3c-1111-2222-3333-444444444444';
    const text = `Old=${id}`;
    const live = world({ groups: [text], objectIds: { [text]: objectId('Old') } });
    expect(groupId('Old')).not.toBe(id);
    const head = { ...set, entra: giving(`id:${id}`) };
    expect(lines(planned({ live, head, base: set }))).toEqual([`change ${unassign}`]);
    const named = { ...head, assignments: [rule('Old', 'Admin', 'dev')] };
    expect(statusOf({ live, head: named })).toBe('blocked');
  });
});
