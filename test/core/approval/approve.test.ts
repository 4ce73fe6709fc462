import { describe, expect, it } from 'vitest';
import { type Approval, approve } from '../../../src/core/approval/approve.ts';
import { recordOf, type ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { type Files, rule } from '../support/files.ts';
import { accounts, managed } from '../support/live.ts';
import { line, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {}, Read: {} } };
const bare = { sets: { Admin: {}, Read: {} } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});

function decided(built: BuiltPlan, approval: Approval): string[] {
  const { plan, approved } = approve(built, approval);
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}

const reviewed = (
  records: readonly ReviewedRecord[],
  newAccounts: 'report' | 'grant' = 'report',
): Approval => ({ kind: 'reviewed', records, newAccounts });

const recordFor = (story: Story): ReviewedRecord => recordOf(planned(story));

describe('what reviewers were shown', () => {
  const base = files(rule('Green', 'Read', 'dev'));
  const head = files(rule('Blue', 'Admin', 'dev'), rule('Red', 'Read', 'prod'));
  const live = { ...bare, grants: ['Green Read dev', 'Red Admin sandbox'] };
  const story = { live, head, base };

  it('is approved, and drift is left alone without being held', () => {
    expect(decided(planned(story), reviewed([recordFor(story)]))).toEqual([
      'do change grant Admin dev Blue',
      'do change grant Read prod Red',
      'not drift revoke Admin sandbox Red',
      'do change revoke Read dev Green',
    ]);
  });

  it('is approved where it was shown in several pull requests', () => {
    const one = recordFor({ ...story, head: files(rule('Blue', 'Admin', 'dev')) });
    const two = recordFor({
      ...story,
      head: files(rule('Green', 'Read', 'dev'), rule('Red', 'Read', 'prod')),
    });
    expect(decided(planned(story), reviewed([one, two]))).not.toContain(
      expect.stringContaining('held'),
    );
  });

  it('is held where nobody was shown it, and the rest is done', () => {
    const shown = recordFor({ ...story, head: files(rule('Blue', 'Admin', 'dev')) });
    expect(decided(planned(story), reviewed([shown]))).toEqual([
      'do change grant Admin dev Blue',
      'not change grant Read prod Red (held)',
      'not drift revoke Admin sandbox Red',
      'do change revoke Read dev Green',
    ]);
  });

  it('is held altogether without a record, and counted so', () => {
    const { plan, approved } = approve(planned(story), reviewed([]));
    expect(approved).toEqual(new Set());
    expect(plan.counts).toMatchObject({ held: 3, drift: 1, grants: 2, revokes: 1 });
  });

  it('may be less than was shown: somebody did part of it already', () => {
    const done = { ...live, grants: ['Blue Admin dev', 'Red Admin sandbox'] };
    expect(decided(planned({ ...story, live: done }), reviewed([recordFor(story)]))).toEqual([
      'do change grant Read prod Red',
      'not drift revoke Admin sandbox Red',
    ]);
  });

  it('is approved as pending, too', () => {
    const later = { ...story, base: head, lastApplied: base };
    expect(decided(planned(later), reviewed([recordFor(story)]))).toEqual([
      'do pending grant Admin dev Blue',
      'do pending grant Read prod Red',
      'not drift revoke Admin sandbox Red',
      'do pending revoke Read dev Green',
    ]);
    expect(decided(planned(later), reviewed([]))[0]).toBe(
      'not pending grant Admin dev Blue (held)',
    );
  });
});

describe('a set with a name that every object knows', () => {
  it.each(['toString', 'valueOf'])('%s is held where nobody was shown it', (name) => {
    const head: Files = { permissionSets: { ...set.permissionSets, [name]: {} } };
    const other = recordFor({ live: bare, head: files(rule('Blue', 'Admin', 'dev')), base: set });
    expect(decided(planned({ live: bare, head, base: set }), reviewed([other]))).toEqual([
      `not change create-permission-set ${name} (held)`,
    ]);
  });
});

describe('what needs a held step', () => {
  it('is held with it', () => {
    const head: Files = {
      permissionSets: { ...set.permissionSets, New: {} },
      assignments: [rule('Blue', 'New', 'dev')],
    };
    const story = { live: bare, head, base: set };
    const record = { ...recordFor(story), sets: {} };
    const create = planned(story).plan.operations.find(({ kind }) => kind.startsWith('create'));
    const operations = record.operations.filter((digest) => digest !== create?.digest);
    expect(decided(planned(story), reviewed([{ ...record, operations }]))).toEqual([
      'not change create-permission-set New (held)',
      'not change grant New dev Blue (held)',
    ]);
  });

  it('a revocation is held with the grant that gives its holder another set', () => {
    const base = files(rule('Red', 'Admin', 'dev'));
    const live = { ...bare, grants: ['Red Admin dev'] };
    const head = files(rule('Red', 'Read', 'dev'));
    const shown = recordFor({ live, head: set, base });
    expect(decided(planned({ live, head, base }), reviewed([shown]))).toEqual([
      'not change grant Read dev Red (held)',
      'not change revoke Admin dev Red (held)',
    ]);
  });

  it('a revocation does not wait for what somebody else is to be granted and is not', () => {
    const base = files(rule('Red', 'Admin', 'dev'));
    const live = { ...bare, grants: ['Red Admin dev'] };
    const head = files(rule('Blue', 'Admin', 'dev'));
    const shown = recordFor({ live, head: set, base });
    expect(decided(planned({ live, head, base }), reviewed([shown]))).toEqual([
      'not change grant Admin dev Blue (held)',
      'do change revoke Admin dev Red',
    ]);
  });
});

describe('drift', () => {
  it('holds no edit up: who holds the set by drift keeps it', () => {
    const head: Files = { permissionSets: { Admin: { sessionDuration: '2h' }, Read: {} } };
    const story = { live: { ...bare, grants: ['Red Admin sandbox'] }, head, base: set };
    expect(decided(planned(story), reviewed([recordFor(story)]))).toEqual([
      'do change provision-permission-set Admin',
      'not drift revoke Admin sandbox Red',
      'do change update-permission-set Admin',
    ]);
  });
});

describe('an end and an account that joined', () => {
  it('an end that has come needs no review again', () => {
    const past = files(rule('Blue', 'Admin', 'dev', { expires: '2026-01-01' }));
    const built = planned({
      live: { ...bare, grants: ['Blue Admin dev'] },
      head: past,
      base: past,
    });
    expect(decided(built, reviewed([]))).toEqual(['do expiry revoke Admin dev Blue']);
  });

  const everywhere = files(rule('Blue', 'Admin', 'ou:/Work/Dev'));
  const live = {
    ...bare,
    accounts: { ...accounts, test: { ou: '/Work/Dev', joinedAt: '2026-01-12T00:00:00.000Z' } },
    grants: ['Blue Admin dev'],
  };

  it('a new account is granted only where that is allowed', () => {
    const built = planned({ live, head: everywhere, base: everywhere });
    const grant = 'new-account grant Admin test Blue';
    expect(decided(built, reviewed([], 'report'))).toEqual([`not ${grant}`]);
    expect(decided(built, reviewed([], 'grant'))).toEqual([`do ${grant}`]);
  });

  it('a new account is not granted a set that somebody edited: that waits, and is said', () => {
    const sets = { Admin: { content: { managedPolicies: [managed('ReadOnlyAccess')] } }, Read: {} };
    const built = planned({ live: { ...live, sets }, head: everywhere, base: everywhere });
    expect(decided(built, reviewed([], 'grant'))).toEqual([
      'not new-account grant Admin test Blue (blocked)',
      'not drift provision-permission-set Admin',
      'not drift update-permission-set Admin',
    ]);
  });
});

describe('approve-plan', () => {
  const live = { ...bare, grants: ['Red Admin sandbox'] };
  const story = { live, head: files(rule('Blue', 'Admin', 'dev')), base: set, withDrift: true };

  it('approves a whole plan by its digest, drift included', () => {
    const built = planned(story);
    expect(decided(built, { kind: 'digest', digest: built.plan.digest })).toEqual([
      'do change grant Admin dev Blue',
      'do drift revoke Admin sandbox Red',
    ]);
  });

  it('holds everything where the digest is not the very same', () => {
    const built = planned(story);
    for (const digest of [
      planned({ ...story, live: bare }).plan.digest,
      '',
      built.plan.digest.slice(0, 12),
    ]) {
      expect(decided(built, { kind: 'digest', digest })).toEqual([
        'not change grant Admin dev Blue (held)',
        'not drift revoke Admin sandbox Red (held)',
      ]);
    }
  });

  it('never approves what is blocked', () => {
    const head = files(rule('Blue', 'Admin', 'management'));
    const built = planned({ live: { ...bare, delegated: true }, head, base: set, withDrift: true });
    expect(decided(built, { kind: 'digest', digest: built.plan.digest })).toEqual([
      'not change grant Admin management Blue (blocked)',
    ]);
  });
});
