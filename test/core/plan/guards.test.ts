import { describe, expect, it } from 'vitest';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import { type Files, rule } from '../support/files.ts';
import { codes, findings, lines, planned } from '../support/planned.ts';

const names = Array.from({ length: 12 }, (_, index) => `account-${index}`);
const many = Object.fromEntries(names.map((name) => [name, { ou: '/Work/Dev' }]));
const sets: Files['permissionSets'] = { Admin: {}, Read: {} };
const unlimited = { maxRevocations: { percent: 100 } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  guardrails: unlimited,
  permissionSets: sets,
  assignments,
});
const live = (count: number) => ({
  sets: { Admin: {}, Read: {} },
  accounts: { ...many, management: {} },
  grants: names.slice(0, count).map((name) => `Blue Admin ${name}`),
});

/** Blue keeps Read everywhere, so that only the set is emptied. */
const kept = rule('Blue', 'Read', 'all');
const story = (count: number) => ({
  live: { ...live(count), grants: [...live(count).grants, ...names.map((n) => `Blue Read ${n}`)] },
  head: files(kept),
  base: files(kept, rule('Blue', 'Admin', names.slice(0, count))),
});

describe('taking away everything that something had', () => {
  it('is a warning below ten assignments', () => {
    const built = planned({ ...story(9), guarded: true });
    expect(findings(built)).toMatchObject([
      { code: 'emptying', severity: 'warning', causedByHead: true },
    ]);
    expect(built.plan.counts).toMatchObject({ revokes: 9, blocked: 0 });
  });

  it('is refused from ten up, and its revocations are blocked', () => {
    const built = planned({ ...story(10), guarded: true });
    expect(findings(built)).toMatchObject([{ code: 'emptying', severity: 'error' }]);
    expect(built.plan.counts).toMatchObject({ revokes: 10, blocked: 10 });
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'refused',
      exitCode: 1,
    });
  });

  it('counts what the files take away, and not what happens to be live', () => {
    const { head, base } = story(10);
    const built = planned({ live: live(0), head, base, guarded: true });
    expect(codes(built)).toContain('emptying');
  });

  it('is judged while people review, and not again when it is applied', () => {
    const built = planned(story(10));
    expect(codes(built)).toEqual([]);
    expect(built.plan.counts.blocked).toBe(0);
  });

  it.each([
    ['an account', files(rule('Blue', 'Admin', names.slice(1)))],
    ['a group', files(rule('Red', 'Admin', names))],
    ['a permission set', files(rule('Blue', 'Read', names))],
  ])('is said of %s', (what, head) => {
    const base = files(rule('Blue', 'Admin', names));
    const built = planned({ live: live(12), head, base, guarded: true });
    const { plan } = built;
    const word = what.split(' ').slice(1).join(' ');
    expect(plan.findings.some(({ headline }) => headline.includes(`of ${word} "`))).toBe(true);
  });

  it('is not said of a renamed set', () => {
    const base: Files = {
      guardrails: unlimited,
      permissionSets: { Admin: {} },
      assignments: [rule('Blue', 'Admin', names)],
    };
    const head: Files = {
      guardrails: unlimited,
      permissionSets: { Root: { renamedFrom: 'Admin' } },
      assignments: [rule('Blue', 'Root', names)],
    };
    const world = { ...live(12), sets: { Admin: {} } };
    expect(codes(planned({ live: world, head, base, guarded: true }))).toEqual([]);
  });

  it('is not said of an end that had come before', () => {
    const base = files(rule('Blue', 'Admin', names, { expires: '2026-01-01' }));
    const built = planned({ live: live(12), head: files(), base, guarded: true });
    expect(codes(built)).not.toContain('emptying');
  });
});

describe('the last assignment of an account and set', () => {
  const both = { ...live(0), grants: ['Blue Admin account-0', 'Red Admin account-0'] };
  const warned = (built: ReturnType<typeof planned>): string[] =>
    built.plan.operations
      .filter(({ warnings }) => warnings.some(({ kind }) => kind === 'last-assignment'))
      .map(({ kind, principal }) => `${kind} ${principal?.name}`);
  const at = 'account-0';

  it('warns where nobody is left', () => {
    const base = files(rule(['Blue', 'Red'], 'Admin', at));
    expect(warned(planned({ live: both, head: files(), base }))).toEqual([
      'revoke Blue',
      'revoke Red',
    ]);
  });

  it('does not warn where somebody stays, comes, or is left alone', () => {
    const base = files(rule(['Blue', 'Red'], 'Admin', at));
    const stays = files(rule('Red', 'Admin', at));
    const comes = files(rule('Green', 'Admin', at));
    const ignored: Files = { ...files(), manage: { ignore: [{ groups: 'Red' }] } };
    for (const head of [stays, comes, ignored]) {
      expect(warned(planned({ live: both, head, base }))).toEqual([]);
    }
  });

  it('does not count on drift that a merge leaves alone; drift itself does', () => {
    const base = files(rule('Blue', 'Admin', at));
    expect(warned(planned({ live: both, head: files(), base }))).toEqual(['revoke Red']);
    const drift = planned({ live: both, head: files(), base: files(), withDrift: true });
    expect(warned(drift)).toEqual(['revoke Blue', 'revoke Red']);
  });
});

describe('a group deleted and created again under its name', () => {
  const base = files(rule('Blue', 'Admin', ['account-0', 'account-1']));
  const world = {
    ...live(0),
    groups: ['Blue=group-new', 'Red'],
    grants: ['gone:Blue Admin account-0', 'gone:Blue Admin account-1'],
  };
  const rebinds = (built: ReturnType<typeof planned>): string[] =>
    built.plan.operations.flatMap(({ kind, account, warnings }) =>
      warnings.flatMap((warning) =>
        warning.kind === 'group-recreated'
          ? `${kind} ${account?.name} ${warning.from} ${warning.to}`
          : [],
      ),
    );

  it('is a rebind with both ids, as drift', () => {
    const built = planned({ live: world, head: base, base });
    expect(lines(built)).toEqual([
      'drift grant Admin account-0 Blue',
      'drift grant Admin account-1 Blue',
      'drift revoke Admin account-0 group-Blue',
      'drift revoke Admin account-1 group-Blue',
    ]);
    expect(rebinds(built)).toEqual([
      'grant account-0 group-Blue group-new',
      'grant account-1 group-Blue group-new',
      'revoke account-0 group-Blue group-new',
      'revoke account-1 group-Blue group-new',
    ]);
  });

  it('is none where the old group lives under another name: it was renamed', () => {
    const renamed = {
      ...world,
      groups: ['Blue=group-new', 'Azure=group-Blue'],
      grants: ['Blue Admin account-0', 'Blue Admin account-1'],
    };
    expect(rebinds(planned({ live: renamed, head: base, base }))).toEqual([]);
  });

  it('is none where several groups could be meant', () => {
    const two = files(rule(['Blue', 'Red'], 'Admin', ['account-0', 'account-1']));
    expect(rebinds(planned({ live: world, head: two, base: two }))).toEqual([]);
  });

  it('is none for a grant that this change introduces', () => {
    expect(rebinds(planned({ live: world, head: base, base: files() }))).toEqual([]);
  });
});
