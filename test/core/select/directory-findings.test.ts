import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/diagnostics/finding.ts';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { findings, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {}, Read: {} } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const wantsNew = files(rule('New', 'Admin', 'dev'));

function world(entra: Entra, groups: readonly string[] = [], more: Live = {}): Live {
  return {
    sets: { Admin: {}, Read: {} },
    groups,
    objectIds: carrying(groups),
    directory: directoryOf(entra),
    ...more,
  };
}

/** What is told of a group that head names and base did not. */
function told(live: Live, more: Partial<Story> = {}): Finding[] {
  return findings(planned({ live, head: wantsNew, base: set, ...more }));
}

const verdict = ({ plan }: BuiltPlan) => planVerdict(plan, { counts: false, fails: false });

describe('a group that will not work yet', () => {
  const unsynced: Entra = { groups: ['New'] };

  it.each<[string, Live, string, string]>([
    ['is not synced', world(unsynced), 'group-not-synced', 'after the next cycle'],
    [
      'is not synced and this tool may hurry it',
      world({ ...unsynced, groupSync: 'manage' }),
      'group-not-synced',
      'the apply provisions it',
    ],
    [
      'is not synced and nothing ever will',
      world({ ...unsynced, hasProvisioningJob: false }),
      'group-not-synced',
      'doctor',
    ],
    [
      'is not synced and nothing ever will, whatever this tool may do',
      world({ ...unsynced, hasProvisioningJob: false, groupSync: 'manage' }),
      'group-not-synced',
      'doctor',
    ],
    ...(['paused', 'quarantine', 'never-run', 'not-configured'] as const).flatMap((jobState) =>
      (['check', 'manage'] as const).map((groupSync): [string, Live, string, string] => [
        `is not synced, and provisioning is ${jobState} with ${groupSync}`,
        world({ ...unsynced, jobState, groupSync }),
        'group-not-synced',
        'provisioning of "AWS"',
      ]),
    ),
    [
      'is not assigned, and provisioning is paused',
      world({ ...unsynced, assigned: [], groupSync: 'manage', jobState: 'paused' }),
      'group-not-assigned',
      'start provisioning of "AWS"; the apply assigns the group',
    ],
    [
      'is not assigned',
      world({ ...unsynced, assigned: [] }),
      'group-not-assigned',
      'groupSync: manage',
    ],
    [
      'is not assigned and this tool may do that',
      world({ ...unsynced, assigned: [], groupSync: 'manage' }),
      'group-not-assigned',
      'the apply assigns it',
    ],
    [
      'is in AWS and not assigned any more',
      world({ ...unsynced, assigned: [] }, ['New']),
      'group-not-assigned',
      'groupSync: manage',
    ],
    [
      'is in AWS and no longer security-enabled',
      world({ ...unsynced, insecure: ['New'] }, ['New']),
      'group-not-security-enabled',
      'name another group',
    ],
    [
      'is in AWS, no longer security-enabled, and so cannot be assigned',
      world({ ...unsynced, insecure: ['New'], assigned: [], groupSync: 'manage' }, ['New']),
      'group-not-security-enabled',
      'name another group',
    ],
  ])('is told with the one next step, at its line: it %s', (_what, live, code, help) => {
    const found = told(live);
    expect(found).toMatchObject([
      { code, severity: 'warning', origin: { file: 'access/main.yaml' } },
    ]);
    expect(found[0]?.help).toContain(help);
    expect(found[0]?.origin?.line).toBeGreaterThan(1);
  });

  it.each<[string, Live]>([
    ['it is in AWS and assigned', world(unsynced, ['New'])],
    [
      'it is in AWS and everybody is in scope',
      world({ ...unsynced, assigned: [], everybodyInScope: true }, ['New']),
    ],
  ])('is not told where %s', (_what, live) => {
    expect(told(live)).toEqual([]);
  });

  it('is told once, where it is named first, however many rules name it', () => {
    const head = files(
      rule('New', 'Admin', 'dev'),
      rule('New', 'Read', 'prod'),
      rule([`entra:${objectId('New')}`], 'Read', 'dev'),
    );
    const found = told(world(unsynced), { head });
    expect(found.map(({ code }) => code)).toEqual(['group-not-synced']);
    expect(found[0]?.origin).toEqual(told(world(unsynced))[0]?.origin);
  });

  it('fails nothing', () => {
    const built = planned({
      live: world({ ...unsynced, assigned: [] }),
      head: wantsNew,
      base: set,
    });
    expect(verdict(built)).toEqual({ result: 'waiting', exitCode: 0 });
  });
});

describe('a group with groups inside', () => {
  it('is told with the people who get nothing', () => {
    const nested = [
      { groupId: objectId('New'), groups: [{ id: 'g-1', displayName: 'Inner' }], people: 3 },
    ];
    const found = told(world({ groups: ['New'], nested }, ['New']));
    expect(found).toMatchObject([{ code: 'group-nested', severity: 'warning' }]);
    expect(found[0]?.headline).toContain('3 people');
    expect(found[0]?.headline).toContain('"Inner"');
  });
});

describe('advice that could not be read', () => {
  it('is a warning that fails nothing', () => {
    const unread = [{ part: 'nested-groups', why: 'hidden' }] as const;
    const built = planned({ live: world({ groups: ['New'], unread }, ['New']), head: wantsNew });
    expect(findings(built)).toMatchObject([{ code: 'unread-part', severity: 'warning' }]);
    expect(findings(built)[0]?.headline).toContain('hidden');
    expect(verdict(built)).toEqual({ result: 'changes', exitCode: 0 });
  });
});

describe('a group that cannot be had', () => {
  it.each<[string, Live, string, string]>([
    ['unknown', world({}), 'unknown-group', 'create'],
    [
      'unknown, with one of nearly that name',
      world({ groups: ['Newt'] }),
      'unknown-group',
      '"Newt"',
    ],
    ['deleted', world({ deleted: ['New'] }), 'group-deleted', 'restore'],
    ['only in AWS', world({}, ['New']), 'group-not-in-entra', 'id:group-New'],
    ['two in Entra', world({ groups: ['New', 'New=2'] }), 'ambiguous-group', 'entra:<object id>'],
    ['twins by case in Entra', world({ groups: ['New', 'NEW=2'] }), 'ambiguous-group', 'entra:'],
    [
      'two in AWS',
      world({ groups: ['New'] }, ['New', 'Old'], {
        objectIds: { New: objectId('New'), Old: objectId('New') },
      }),
      'ambiguous-group',
      'id:',
    ],
    [
      'not security-enabled',
      world({ groups: ['New'], insecure: ['New'] }),
      'group-not-security-enabled',
      'security group',
    ],
  ])('is an error of the change that names it, at its line: %s', (_what, live, code, help) => {
    const found = told(live);
    expect(found).toMatchObject([
      { code, severity: 'error', causedByHead: true, origin: { file: 'access/main.yaml' } },
    ]);
    expect(found[0]?.help).toContain(help);
    const built = planned({ live, head: wantsNew, base: set });
    expect(built.plan.operations).toEqual([]);
    expect(verdict(built)).toEqual({ result: 'blocked', exitCode: 1 });
  });

  it.each<[string, Live]>([
    ['deleted', world({ deleted: ['New'] })],
    ['ambiguous', world({ groups: ['New', 'New=2'] })],
    ['no longer security-enabled', world({ groups: ['New'], insecure: ['New'] })],
    ['unknown', world({})],
  ])('fails no merge where the world moved under an unchanged rule: %s', (_what, live) => {
    const built = planned({ live, head: wantsNew, base: wantsNew });
    expect(findings(built)).toMatchObject([{ severity: 'error', causedByHead: false }]);
    expect(verdict(built)).toEqual({ result: 'blocked', exitCode: 0 });
  });

  it('says that deleted groups may not be read where that is so', () => {
    const found = told(world({ deleted: null }));
    expect(found[0]?.why).toContain('Group.Read.All');
    expect(told(world({}))[0]?.why).not.toContain('Group.Read.All');
  });

  it('blocks what it could be hiding', () => {
    const live = world({ groups: ['Old'] }, ['Old'], { grants: ['Old Admin dev'] });
    const base = files(rule('Old', 'Admin', 'dev'));
    expect(planned({ live, head: wantsNew, base }).plan.operations).toMatchObject([
      { kind: 'revoke', status: 'blocked' },
    ]);
  });

  it('does not suggest an object id to somebody who gave one, where only names reach AWS', () => {
    const live = world({ groups: ['New', 'New=2'], join: 'display-name' });
    const found = told(live, { head: files(rule(`entra:${objectId('New')}`, 'Admin', 'dev')) });
    expect(found).toMatchObject([{ code: 'ambiguous-group', severity: 'error' }]);
    expect(found[0]?.help).toContain('different names');
  });
});
