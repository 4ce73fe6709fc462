import { describe, expect, it } from 'vitest';
import { type Approval, approve } from '../../../src/core/approval/approve.ts';
import { recordOf, type ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import { applyVerdict, isComplete, planVerdict } from '../../../src/core/outcome/result.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { carrying, directoryOf, type Entra } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import { accounts, type Live } from '../support/live.ts';
import { line, lines, operationOf, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {}, Read: {} } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});

/** Entra has Old and New; AWS has those that are named. */
const aws = (groups: readonly string[], more: Live = {}, entra: Entra = {}): Live => ({
  sets: { Admin: {}, Read: {} },
  groups,
  objectIds: carrying(groups),
  directory: directoryOf({ groups: ['Old', 'New'], ...entra }),
  ...more,
});
const before = (more: Live = {}): Live => aws(['Old'], more);
const after = (more: Live = {}): Live => aws(['Old', 'New'], more);

const reviewed = (
  records: readonly ReviewedRecord[],
  newAccounts: 'report' | 'grant' = 'report',
): Approval => ({ kind: 'reviewed', records, newAccounts });

function decided(built: BuiltPlan, approval: Approval): string[] {
  const { plan, approved } = approve(built, approval);
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}

const byItself = (story: Story): Approval => reviewed([recordOf(planned(story))]);
const quiet = { counts: false, fails: false };

describe('a grant of a group that Entra has not synced', () => {
  const story: Story = { live: before(), head: files(rule(['Old', 'New'], 'Admin', 'dev')) };

  it('waits, beside others, and fails nothing', () => {
    const built = planned({ ...story, base: set });
    expect(lines(built)).toEqual([
      'change grant Admin dev New (waiting)',
      'change grant Admin dev Old',
    ]);
    expect(operationOf(built, 'grant Admin dev New').reason).toContain('not synced');
    expect(planVerdict(built.plan, quiet)).toEqual({ result: 'waiting', exitCode: 0 });
    expect(built.plan.counts).toMatchObject({ grants: 2, waiting: 1, blocked: 0 });
  });

  it.each([
    ['as this change', { base: set }, 'change'],
    ['as what was merged and not finished', { base: story.head, lastApplied: set }, 'pending'],
  ])('was reviewed with the rest, and is done once it has come: %s', (_what, versions, cause) => {
    const approval = byItself({ ...story, base: set });
    const waiting = planned({ ...story, ...versions });
    expect(decided(waiting, approval)).toEqual([
      `not ${cause} grant Admin dev New (waiting)`,
      `do ${cause} grant Admin dev Old`,
    ]);
    const come = planned({ ...story, ...versions, live: after({ grants: ['Old Admin dev'] }) });
    expect(decided(come, approval)).toEqual([`do ${cause} grant Admin dev New`]);
  });

  it('is held where nobody was shown it', () => {
    const approval = byItself({ ...story, base: set, head: files(rule('Old', 'Admin', 'dev')) });
    expect(decided(planned({ ...story, base: set }), approval)).toEqual([
      'not change grant Admin dev New (held)',
      'do change grant Admin dev Old',
    ]);
  });

  it('keeps the commit from counting as complete, whatever else is done', () => {
    const built = planned({ ...story, base: set });
    const { plan, approved } = approve(built, byItself({ ...story, base: set }));
    const outcomes = plan.operations
      .filter(({ id }) => approved.has(id))
      .map((operation) => ({ operation, outcome: { result: 'applied' } as const }));
    const report = { plan, outcomes, stopped: null };
    expect(applyVerdict(report)).toEqual({ result: 'waiting', exitCode: 0 });
    expect(isComplete(report, approved, 'report')).toBe(false);
  });

  it('counts in the digest of the plan as it will once it has come', () => {
    const come = planned({ ...story, base: set, live: after() });
    expect(planned({ ...story, base: set }).plan.digest).toBe(come.plan.digest);
  });

  it('is drift where nothing but the world moved, and nobody waits for that', () => {
    const moved = { ...story, base: story.head };
    const built = planned(moved);
    expect(lines(built)).toContain('drift grant Admin dev New (waiting)');
    expect(built.plan.counts.waiting).toBe(0);
    expect(planVerdict(built.plan, quiet)).toEqual({ result: 'clean', exitCode: 0 });
    const { plan, approved } = approve(built, reviewed([]));
    expect(isComplete({ plan, outcomes: [], stopped: null }, approved, 'report')).toBe(true);
  });

  it('on an account that joined is drift: who has not come yet holds nothing to be known by', () => {
    const everywhere = files(rule('New', 'Admin', 'test'));
    const joined = { ou: '/Work/Dev', joinedAt: '2026-01-12T00:00:00.000Z' };
    const live = aws(['Old', 'New'], {
      accounts: { ...accounts, test: joined },
      grants: ['New Admin dev'],
    });
    const built = planned({
      live: { ...live, groups: ['Old'], grants: [] },
      head: everywhere,
      base: everywhere,
    });
    expect(lines(built)).toContain('drift grant Admin test New (waiting)');
    const complete = (newAccounts: 'report' | 'grant'): boolean => {
      const { plan, approved } = approve(built, reviewed([], newAccounts));
      return isComplete({ plan, outcomes: [], stopped: null }, approved, newAccounts);
    };
    expect([complete('report'), complete('grant')]).toEqual([true, true]);
  });
});

describe('a group that is replaced by one that is not synced', () => {
  const story: Story = {
    live: before({ grants: ['Old Admin dev', 'Old Admin prod'] }),
    base: files(rule('Old', 'Admin', ['dev', 'prod'])),
    head: files(rule('New', 'Admin', 'dev')),
  };

  it('keeps what its successor waits for, and only that', () => {
    expect(decided(planned(story), byItself(story))).toEqual([
      'not change grant Admin dev New (waiting)',
      'not change revoke Admin dev Old (waiting)',
      'do change revoke Admin prod Old',
    ]);
  });

  it('goes after its successor has come, by the same review', () => {
    const live = after({ grants: ['Old Admin dev'] });
    const built = planned({ ...story, live });
    expect(decided(built, byItself(story))).toEqual([
      'do change grant Admin dev New',
      'do change revoke Admin dev Old',
    ]);
    const { requires } = operationOf(built, 'revoke Admin dev Old');
    expect(requires).toEqual([operationOf(built, 'grant Admin dev New').id]);
  });

  it('goes at once where its successor is nobody’s review: that one is not coming', () => {
    const shown = byItself({ ...story, head: set });
    const expected = ['not change grant Admin dev New (held)', 'do change revoke Admin dev Old'];
    expect(decided(planned({ ...story, live: after(story.live) }), shown).slice(0, 2)).toEqual(
      expected,
    );
    expect(decided(planned(story), shown).slice(0, 2)).toEqual(expected);
  });

  it('is held where nobody was shown that it goes, and its successor waits all the same', () => {
    const shown = byItself({ ...story, base: set, live: before() });
    expect(decided(planned(story), shown)).toEqual([
      'not change grant Admin dev New (waiting)',
      'not change revoke Admin dev Old (held)',
      'not change revoke Admin prod Old (held)',
    ]);
  });

  it('goes at once where only drift would replace it', () => {
    const drifted = files(rule('New', 'Admin', 'dev'), rule('Old', 'Admin', 'dev'));
    const built = planned({ ...story, base: drifted });
    expect(decided(built, byItself({ ...story, base: drifted }))).toEqual([
      'not drift grant Admin dev New (waiting)',
      'do change revoke Admin dev Old',
      'not drift revoke Admin prod Old',
    ]);
  });
});

describe('a grant that has ended', () => {
  const ended = files(
    rule('Old', 'Admin', 'dev', { expires: '2026-01-01' }),
    rule('New', 'Admin', 'dev'),
  );

  it.each<[string, Files]>([
    ['base had it too', ended],
    ['head brings it', files(rule('Old', 'Admin', 'dev', { expires: '2026-01-01' }))],
  ])('goes, whoever waits to come in its place: %s', (_what, base) => {
    const story: Story = { live: before({ grants: ['Old Admin dev'] }), head: ended, base };
    expect(decided(planned(story), byItself(story))[1]).toBe('do expiry revoke Admin dev Old');
    expect(decided(planned(story), byItself(story))[0]).toContain('New (waiting)');
  });
});

describe('a set that is renamed, with a grant that waits', () => {
  const story: Story = {
    live: before({ sets: { Before: {} }, grants: ['Old Before dev', 'Old Before prod'] }),
    base: { permissionSets: { Before: {} }, assignments: [rule('Old', 'Before', ['dev', 'prod'])] },
    head: {
      permissionSets: { After: { renamedFrom: 'Before' } },
      assignments: [rule('New', 'After', 'dev'), rule('Old', 'After', 'prod')],
    },
  };

  it('keeps its old name where the new one has nobody yet', () => {
    expect(decided(planned(story), byItself(story))).toEqual([
      'do change create-permission-set After',
      'not change delete-permission-set Before (waiting)',
      'not change grant After dev New (waiting)',
      'do change grant After prod Old',
      'not change revoke Before dev Old (waiting)',
      'do change revoke Before prod Old',
    ]);
  });
});

describe('a set that is edited', () => {
  const head: Files = {
    permissionSets: { Admin: { sessionDuration: '2h' }, Read: {} },
    assignments: [rule('New', 'Admin', 'dev')],
  };
  const story: Story = {
    live: before({ grants: ['Old Admin dev', 'Old Admin prod'] }),
    base: files(rule('Old', 'Admin', ['dev', 'prod'])),
    head,
  };

  it('loses who leaves it first, but for those whose successor waits', () => {
    const built = planned(story);
    expect(decided(built, byItself(story))).toEqual([
      'not change grant Admin dev New (waiting)',
      'do change provision-permission-set Admin',
      'not change revoke Admin dev Old (waiting)',
      'do change revoke Admin prod Old',
      'do change update-permission-set Admin',
    ]);
    expect(operationOf(built, 'update-permission-set Admin').requires).toEqual([
      operationOf(built, 'revoke Admin prod Old').id,
    ]);
  });
});

describe('what waits', () => {
  it('makes nobody certain: a rule in doubt still blocks what it could be hiding', () => {
    const built = planned({
      live: before({ grants: ['Old Admin dev'] }),
      base: files(rule('Old', 'Admin', 'dev')),
      head: files(rule(['New', 'Nobody'], 'Admin', 'dev')),
    });
    expect(lines(built)).toEqual([
      'change grant Admin dev New (waiting)',
      'change revoke Admin dev Old (blocked)',
    ]);
  });

  it('is never what an approved digest does', () => {
    const built = planned({
      live: before({ grants: ['Old Admin dev'] }),
      base: files(rule('Old', 'Admin', 'dev')),
      head: files(rule('New', 'Admin', 'dev')),
      withDrift: true,
    });
    expect(decided(built, { kind: 'digest', digest: built.plan.digest })).toEqual([
      'not change grant Admin dev New (waiting)',
      'not change revoke Admin dev Old (waiting)',
    ]);
  });

  it('is waited for where somebody has approved it, drift too, and leaves that apply incomplete', () => {
    const head = files(rule('New', 'Admin', 'dev'));
    const built = planned({ live: before(), head, base: head, withDrift: true });
    expect(lines(built)).toEqual(['drift grant Admin dev New (waiting)']);
    const { plan, approved } = approve(built, { kind: 'digest', digest: built.plan.digest });
    const report = { plan, outcomes: [], stopped: null };
    expect(plan.counts.waiting).toBe(1);
    expect(applyVerdict(report)).toEqual({ result: 'waiting', exitCode: 0 });
    expect(isComplete(report, approved, 'report')).toBe(false);
    const merged = approve(built, reviewed([recordOf(built)]));
    expect(merged.plan.counts.waiting).toBe(0);
  });
});
