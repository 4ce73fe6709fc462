import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { findings, lines, operationOf, planned } from '../support/planned.ts';

const set: Files = {
  permissionSets: { Read: {}, Admin: {} },
  entra: { groupSync: 'manage' },
};
const head: Files = { ...set, assignments: [rule('Tower', 'Read', 'dev')] };

/** AWS has a group Tower that is not the one of Entra, and that holds what nobody here declares. */
function world(entra: Entra = {}, more: Live = {}): Live {
  return {
    sets: { Read: {}, Admin: {}, Theirs: { owner: 'others' } },
    groups: ['Tower'],
    objectIds: {},
    grants: ['Tower Theirs prod', 'Tower Theirs management'],
    directory: directoryOf({ groups: ['Tower'], assigned: [], groupSync: 'manage', ...entra }),
    ...more,
  };
}

const said = ({ plan }: BuiltPlan): string =>
  JSON.stringify(plan.findings.filter(({ code }) => code.startsWith('group-')));

describe('a group of Entra whose name a group of AWS has', () => {
  it('is neither assigned, provisioned nor granted to, and the change fails its pull request', () => {
    const built = planned({ live: world(), head, base: set });
    expect(lines(built)).toEqual([
      'change assign-group-to-application Tower (blocked)',
      'change grant Read dev Tower (blocked)',
      'change provision-group Tower (blocked)',
    ]);
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'blocked',
      exitCode: 1,
    });
    const records = [recordOf(built)];
    const { approved } = approve(built, { kind: 'reviewed', records, newAccounts: 'grant' });
    expect([...approved]).toEqual([]);
  });

  it('is told with both ids, what the one in AWS holds, and the one next step', () => {
    const found = findings(planned({ live: world(), head, base: set }));
    expect(found).toMatchObject([
      { code: 'group-recreated', severity: 'error', causedByHead: true },
    ]);
    expect(found[0]?.headline).toContain(objectId('Tower'));
    expect(found[0]?.headline).toContain('group-Tower');
    expect(found[0]?.headline).toContain('2 assignments of "Theirs"');
    expect(found[0]?.why).toContain('matches groups by name');
    expect(found[0]?.help).toContain('another name');
    expect(found[0]?.operations).toHaveLength(3);
  });

  it.each<[string, Entra]>([
    ['it is not assigned', { groupSync: 'check' }],
    ['nothing provisions it yet', { groupSync: 'check', hasProvisioningJob: false }],
    ['this tool may do it', {}],
  ])('nobody is led to assign it or told that it comes by itself: %s', (_what, entra) => {
    const built = planned({ live: world(entra), head, base: set });
    expect(findings(built).map(({ code }) => code)).toEqual(['group-recreated']);
    expect(said(built)).toContain('do not assign it');
    expect(said(built)).not.toContain('by name alone');
    expect(operationOf(built, 'grant Read dev Tower').status).toBe('blocked');
  });

  it('is urgent where it is assigned already', () => {
    const live = world({ groupSync: 'check', assigned: ['Tower'] });
    const built = planned({ live, head, base: set });
    expect(findings(built).map(({ code }) => code)).toEqual(['group-recreated']);
    expect(said(built)).toContain('before the next provisioning cycle');
  });

  it('is the same doubt where AWS has the name in another case: nobody says how AWS compares', () => {
    const live = world({}, { groups: ['TOWER'], grants: ['TOWER Theirs prod'] });
    expect(lines(planned({ live, head, base: set }))).toContain(
      'change assign-group-to-application Tower (blocked)',
    );
  });

  it('takes nothing from the one in AWS, nor from whom the rule meant before', () => {
    const live = world(
      { groups: ['Tower', 'Blue'], assigned: ['Blue'] },
      { groups: ['Tower', 'Blue'], objectIds: { Blue: objectId('Blue') } },
    );
    const grants = ['Tower Read dev', 'Blue Read dev'];
    const base: Files = { ...set, assignments: [rule('Blue', 'Read', 'dev')] };
    const built = planned({ live: { ...live, grants }, head, base });
    expect(operationOf(built, 'revoke Read dev Tower').status).toBe('blocked');
    expect(operationOf(built, 'revoke Read dev Blue').status).toBe('blocked');
  });

  it('fails nothing and offers no drift plan where the world moved under an unchanged rule', () => {
    const live = world(
      {},
      {
        objectIds: { Tower: objectId('old Tower') },
        grants: ['Tower Read dev'],
      },
    );
    const built = planned({ live, head, base: head, withDrift: true });
    expect(built.plan.operations.map(({ status }) => status)).toEqual(Array(4).fill('blocked'));
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'blocked',
      exitCode: 0,
    });
    expect(said(built)).toContain(objectId('old Tower'));
  });

  it.each<[string, Live, string]>([
    ['nothing', { grants: [] }, 'holds no assignment'],
    ['one', { grants: ['Tower Theirs prod'] }, '1 assignment of "Theirs"'],
    [
      'perhaps more',
      { unread: [{ part: 'principal', principalId: 'group-x', why: 'denied' }] },
      'at least 2 assignments of "Theirs"',
    ],
    [
      'perhaps something',
      { grants: [], unread: [{ part: 'principal', principalId: 'group-x', why: 'denied' }] },
      'what it holds was not read in full',
    ],
  ])('says what the one in AWS holds: %s', (_what, more, words) => {
    expect(said(planned({ live: world({}, more), head, base: set }))).toContain(
      JSON.stringify(words).slice(1, -1),
    );
  });
});
