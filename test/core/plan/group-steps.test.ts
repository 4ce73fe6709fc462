import { describe, expect, it } from 'vitest';
import { type Approval, approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import { accounts, type Live } from '../support/live.ts';
import { line, lines, operationOf, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {}, Read: {} }, entra: { groupSync: 'manage' } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const wantsNew = files(rule('New', ['Admin', 'Read'], ['dev', 'prod']));

/** Entra has Old and New, of which AWS has Old; New is not assigned. */
function world(entra: Entra = {}, more: Live = {}): Live {
  return {
    sets: { Admin: {}, Read: {} },
    groups: ['Old'],
    objectIds: carrying(['Old', 'New']),
    directory: directoryOf({
      groups: ['Old', 'New'],
      assigned: ['Old'],
      groupSync: 'manage',
      ...entra,
    }),
    ...more,
  };
}

const grants = (cause: string, status = ''): string[] =>
  ['Admin dev', 'Read dev', 'Admin prod', 'Read prod'].map(
    (pair) => `${cause} grant ${pair} New${status}`,
  );
const steps = (built: BuiltPlan): string[] =>
  lines(built).filter((text) => text.includes('-group'));
function decided(built: BuiltPlan, approval: Approval): string[] {
  const { plan, approved } = approve(built, approval);
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}
const byItself = (story: Story): Approval => ({
  kind: 'reviewed',
  records: [recordOf(planned(story))],
  newAccounts: 'report',
});

describe('the way of a group to AWS', () => {
  const story: Story = { live: world(), head: wantsNew, base: set };

  it('is planned once, before all that is granted to it', () => {
    const built = planned(story);
    expect(lines(built).toSorted()).toEqual(
      [
        ...grants('change'),
        'change assign-group-to-application New',
        'change provision-group New',
      ].toSorted(),
    );
    const stages = stagesOf(built.plan.operations).map((stage) =>
      [...new Set(stage.map(({ kind }) => kind))].toSorted(),
    );
    expect(stages).toEqual([['assign-group-to-application'], ['provision-group'], ['grant']]);
  });

  it('is in what reviewers are shown, and done by that review', () => {
    const all = decided(planned(story), byItself(story));
    expect(all.filter((text) => !text.startsWith('do '))).toEqual([]);
    expect(all).toHaveLength(6);
  });

  it('is about the group’s object id, under any name', () => {
    const renamed = planned({
      ...story,
      live: world({ groups: ['Old', 'Newer=New'] }),
      head: files(rule('Newer', ['Admin', 'Read'], ['dev', 'prod'])),
    });
    const digests = ({ plan }: BuiltPlan): string[] =>
      plan.operations.map(({ digest }) => digest).toSorted();
    expect(digests(renamed)).toEqual(digests(planned(story)));
  });

  it.each<[string, Live, string[]]>([
    ['assigned already', world({ assigned: ['New'] }), ['change provision-group New']],
    ['everybody in scope', world({ everybodyInScope: true }), ['change provision-group New']],
    [
      'nothing that provisions',
      world({ hasProvisioningJob: false }),
      ['change assign-group-to-application New'],
    ],
    [
      'come already and not assigned',
      world({}, { groups: ['Old', 'New'] }),
      ['change assign-group-to-application New'],
    ],
    [
      'come already and no longer security-enabled: it could not be assigned',
      world({ insecure: ['New'] }, { groups: ['Old', 'New'] }),
      [],
    ],
    ['only told', world({ groupSync: 'check' }), []],
  ])('has no step too many: %s', (_what, live, expected) => {
    expect(steps(planned({ ...story, live }))).toEqual(expected);
  });

  it('is not gone for a group that is meant by its id in AWS and that Entra may not have', () => {
    const id = '906a7b3c-1111-2222-3333-444444444444';
    const live = world({}, { groups: ['Old', `Left=${id}`], objectIds: carrying(['Old']) });
    const left = { ...live, objectIds: { ...live.objectIds, [`Left=${id}`]: objectId('Left') } };
    expect(
      lines(planned({ ...story, live: left, head: files(rule(`id:${id}`, 'Admin', 'dev')) })),
    ).toEqual(['change grant Admin dev Left']);
  });

  it('is not gone for grants that have ended', () => {
    const past = files(rule('New', 'Admin', 'dev', { expires: '2026-01-01' }));
    expect(lines(planned({ ...story, head: past }))).toEqual([]);
  });

  it('leaves grants waiting where nothing provisions', () => {
    const built = planned({ ...story, live: world({ hasProvisioningJob: false }) });
    expect(operationOf(built, 'grant Admin dev New').status).toBe('waiting');
  });
});

describe('why a step in Entra is there', () => {
  const both = [
    ['assign-group-to-application', 'provision-group'],
    ['change', 'change'],
  ] as const;
  const causes = (versions: Pick<Story, 'head' | 'base' | 'lastApplied' | 'between'>) => {
    const found = planned({ live: world(), ...versions }).plan.operations.filter(
      ({ permissionSet }) => permissionSet === null,
    );
    return [found.map(({ kind }) => kind), found.map(({ cause }) => cause)];
  };

  it('a change where head names the group first', () => {
    expect(causes({ head: wantsNew, base: set })).toEqual(both);
    expect(causes({ head: wantsNew, base: null })).toEqual(both);
  });

  it('a change where head lets this tool do it first, also for what waits since', () => {
    const check = { ...wantsNew, entra: { groupSync: 'check' } };
    const { entra: _, ...without } = wantsNew;
    for (const base of [check, without]) {
      expect(causes({ head: wantsNew, base })).toEqual(both);
      expect(causes({ head: wantsNew, base, lastApplied: set })).toEqual(both);
    }
  });

  it('a change where head turns to another application', () => {
    const elsewhere = {
      ...wantsNew,
      entra: { groupSync: 'manage', application: objectId('another application') },
    };
    expect(causes({ head: wantsNew, base: elsewhere })).toEqual(both);
    expect(causes({ head: elsewhere, base: wantsNew })).toEqual(both);
  });

  it('pending where base had it already and no apply has finished it', () => {
    expect(causes({ head: wantsNew, base: wantsNew, lastApplied: set })).toEqual([
      both[0],
      ['pending', 'pending'],
    ]);
  });

  it('drift where somebody took the group out', () => {
    expect(causes({ head: wantsNew, base: wantsNew })).toEqual([both[0], ['drift', 'drift']]);
  });

  it('drift that a change needs comes with it', () => {
    const one = files(rule('New', 'Admin', 'dev'));
    expect(lines(planned({ live: world(), head: wantsNew, base: one })).toSorted()).toEqual(
      [
        ...grants('change').slice(1),
        'change assign-group-to-application New',
        'change provision-group New',
        'drift grant Admin dev New',
      ].toSorted(),
    );
  });
});

describe('a step in Entra that nobody reviewed', () => {
  const told: Story = {
    live: world({ groupSync: 'check' }),
    head: { ...wantsNew, entra: { groupSync: 'check' } },
    base: set,
  };

  it('is held, and the grants that were reviewed wait for Entra itself', () => {
    const built = planned({ live: world(), head: wantsNew, base: set });
    expect(decided(built, byItself(told)).toSorted()).toEqual(
      [
        'not change assign-group-to-application New (held)',
        'not change provision-group New (held)',
        ...grants('change', ' (waiting)').map((text) => `not ${text}`),
      ].toSorted(),
    );
    expect(operationOf(built, 'grant Admin dev New').status).toBe('planned');
  });

  it('lets no revocation go before the grant that replaces it', () => {
    const replaced = (live: Live, head: Files): Story => ({
      live: { ...live, grants: ['Old Admin dev'] },
      base: files(rule('Old', 'Admin', 'dev')),
      head,
    });
    const head = files(rule('New', 'Admin', 'dev'));
    const shown = byItself(
      replaced(world({ groupSync: 'check' }), { ...head, entra: { groupSync: 'check' } }),
    );
    expect(decided(planned(replaced(world(), head)), shown)).toEqual([
      'not change assign-group-to-application New (held)',
      'not change grant Admin dev New (waiting)',
      'not change provision-group New (held)',
      'not change revoke Admin dev Old (waiting)',
    ]);
  });
});

describe('an account that joined', () => {
  it('is drift with a group whose way is drift: nobody goes it for a new account', () => {
    const everywhere = files(rule('New', 'Admin', 'ou:/Work/Dev'));
    const test = { ou: '/Work/Dev', joinedAt: '2026-01-12T00:00:00.000Z' };
    const built = planned({
      live: world({ assigned: ['Old', 'New'] }, { accounts: { ...accounts, test } }),
      head: everywhere,
      base: everywhere,
    });
    expect(lines(built)).toEqual([
      'drift grant Admin dev New',
      'drift grant Admin test New',
      'drift provision-group New',
    ]);
  });
});
