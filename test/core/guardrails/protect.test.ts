import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import type { Files } from '../support/files.ts';
import { line, planned } from '../support/planned.ts';
import { guardedFiles, guardFindings, liveSets, refused, reviewed, rule, told } from './support.ts';

const entry = { groups: 'Blue', permissionSets: 'Admin', accounts: 'all' };
const protect = (more: object = {}): Files['guardrails'] => ({ protect: [{ ...entry, ...more }] });
const assignments = [rule(['Blue', 'Red'], 'Admin', ['dev', 'prod'])];
const live = {
  ...liveSets,
  grants: ['Blue Admin dev', 'Blue Admin prod', 'Red Admin dev', 'Red Admin prod'],
};
const base = guardedFiles(protect(), ...assignments);

describe('protected access', () => {
  it('is not taken away by a change, and the rest of the change is planned', () => {
    const built = reviewed({ live, head: guardedFiles(protect()), base });
    expect(refused(built)).toEqual([
      'change revoke Admin dev Blue',
      'change revoke Admin prod Blue',
    ]);
    expect(told(built)).toContain('error protected-access');
    expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('refused');
  });

  it.each([
    ['drops the entry', guardedFiles(undefined)],
    ['narrows it to other accounts', guardedFiles(protect({ accounts: 'sandbox' }))],
    ['narrows it to another group', guardedFiles(protect({ groups: 'Green' }))],
  ])('holds for a change that %s', (_what, head) => {
    expect(refused(reviewed({ live, head, base }))).toHaveLength(2);
  });

  it('holds from the change on that brings it', () => {
    const head = guardedFiles(protect());
    expect(
      refused(reviewed({ live, head, base: guardedFiles(undefined, ...assignments) })),
    ).toHaveLength(2);
  });

  it.each([
    ['for the first time', undefined, '2026-02-01'],
    ['sooner', '2026-06-01', '2026-02-01'],
  ])('is not let end %s, also by a change that drops the entry', (_what, before, after) => {
    const until = (guardrails: Files['guardrails'], expires: string | undefined) =>
      guardedFiles(
        guardrails,
        rule(['Blue', 'Red'], 'Admin', ['dev', 'prod'], expires === undefined ? {} : { expires }),
      );
    for (const guardrails of [undefined, protect()]) {
      const head = until(guardrails, after);
      const built = reviewed({ live, head, base: until(protect(), before) });
      expect(guardFindings(built)).toMatchObject([
        { code: 'protected-access', headline: '2 ends of protected access are refused: "Admin"' },
      ]);
      expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('refused');
    }
    const later = until(protect(), '2026-03-01');
    expect(told(reviewed({ live, head: later, base: until(protect(), '2026-02-01') }))).toEqual([]);
  });

  it('is not taken away as drift, at its end, or as pending', () => {
    const files = guardedFiles(protect());
    const drift = planned({ live, head: files, base: files, withDrift: true });
    expect(refused(drift)).toEqual(['drift revoke Admin dev Blue', 'drift revoke Admin prod Blue']);
    const ends = guardedFiles(
      protect(),
      rule('Blue', 'Admin', ['dev', 'prod'], { expires: '2026-01-01' }),
    );
    expect(refused(planned({ live, head: ends, base: ends }))).toEqual([
      'expiry revoke Admin dev Blue',
      'expiry revoke Admin prod Blue',
    ]);
    const pending = planned({ live, head: files, base: files, lastApplied: base });
    expect(refused(pending)).toEqual([
      'pending revoke Admin dev Blue',
      'pending revoke Admin prod Blue',
    ]);
  });

  it('is not taken away by an approved digest either', () => {
    const files = guardedFiles(protect());
    const built = planned({ live, head: files, base: files, withDrift: true });
    const { plan, approved } = approve(built, { kind: 'digest', digest: built.plan.digest });
    const done = plan.operations.filter(({ id }) => approved.has(id)).map(line);
    expect(done).toEqual(['drift revoke Admin dev Red', 'drift revoke Admin prod Red']);
    expect(planVerdict(plan, { counts: true, fails: true }).result).toBe('refused');
  });

  it('keeps the deletion of its set from being done', () => {
    const head = { ...guardedFiles(undefined), permissionSets: { Read: {} } };
    const built = reviewed({ live, head, base });
    expect(built.plan.operations.filter(({ status }) => status === 'planned').map(line)).toEqual([
      'change revoke Admin dev Red',
      'change revoke Admin prod Red',
    ]);
  });

  it('keeps the set under its old name from being emptied by a rename', () => {
    const head: Files = {
      ...guardedFiles(
        protect({ permissionSets: 'Root' }),
        rule(['Blue', 'Red'], 'Root', ['dev', 'prod']),
      ),
      permissionSets: { Root: { renamedFrom: 'Admin' }, Read: {} },
    };
    expect(refused(reviewed({ live, head, base }))).toHaveLength(2);
  });

  it.each([
    ['its name, in whatever case', 'blue', ['Blue']],
    [
      'an id',
      'id:11111111-2222-3333-4444-555555555555',
      ['Blue=11111111-2222-3333-4444-555555555555'],
    ],
  ])('is known by %s', (_what, groups, names) => {
    const id = names[0]?.split('=')[1] ?? 'group-Blue';
    const world = { ...liveSets, groups: names, grants: [`Blue Admin prod`] };
    const assigned = id === 'group-Blue' ? world : { ...world, grants: [] };
    const built = reviewed({
      live: assigned,
      head: guardedFiles(protect({ groups })),
      base: guardedFiles(undefined, rule('Blue', 'Admin', 'prod')),
    });
    expect(refused(built)).toHaveLength(id === 'group-Blue' ? 1 : 0);
  });
});

describe('what cannot be computed', () => {
  const head = (more: object): Files =>
    guardedFiles(protect(more), rule('Green', 'Admin', 'sandbox'));
  const ask = (more: object) =>
    reviewed({ live, head: head(more), base: guardedFiles(undefined, ...assignments) });

  it('protects every group where the one that is meant is unknown, and says so', () => {
    const built = ask({ groups: 'Nobody' });
    expect(refused(built)).toHaveLength(4);
    expect(built.plan.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-group', severity: 'error', causedByHead: true }),
    );
  });

  it('protects in every account where the accounts are unknown', () => {
    const built = ask({ accounts: 'ou:/Renamed' });
    expect(refused(built)).toHaveLength(2);
    expect(built.plan.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-unit', severity: 'error', causedByHead: true }),
    );
  });

  it('protects nobody where nobody may be meant', () => {
    const built = ask({ groups: 'Nobody', allowEmpty: true });
    expect(refused(built)).toEqual([]);
    expect(built.plan.findings.map(({ code }) => code)).not.toContain('unknown-group');
  });

  it('is not this change’s fault where the world moved under an entry that base has', () => {
    const before = guardedFiles(protect({ groups: 'Nobody' }), ...assignments);
    const built = reviewed({ live, head: before, base: before });
    expect(built.plan.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-group', causedByHead: false }),
    );
  });
});
