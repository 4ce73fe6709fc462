import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import type { ApplyReport, Outcome } from '../../../src/core/outcome/apply-report.ts';
import { applyVerdict, isComplete, planVerdict } from '../../../src/core/outcome/result.ts';
import { type Files, rule } from '../support/files.ts';
import { planned, type Story } from '../support/planned.ts';

const sets: Files = { permissionSets: { Admin: {}, Read: {} } };
const live = { sets: { Admin: {}, Read: {} } };
const head: Files = { ...sets, assignments: [rule('Blue', ['Admin', 'Read'], 'dev')] };
const changed: Story = { live, head, base: sets };
const quiet = { counts: false, fails: false };

const done: Outcome = { result: 'applied' };
const failed: Outcome = { result: 'failed', reason: 'no', help: null };
const skipped: Outcome = { result: 'not-attempted', reason: 'no' };

/** An apply of a story that was reviewed, or was not, whose operations end as told, the last again and again. */
function applied(
  story: Story,
  ends: readonly Outcome[] = [done],
  more: { readonly reviewed?: boolean; readonly stopped?: ApplyReport['stopped'] } = {},
) {
  const built = planned(story);
  const records = more.reviewed === false ? [] : [recordOf(built)];
  const approved = approve(built, { kind: 'reviewed', records, newAccounts: 'report' });
  const outcomes = approved.plan.operations
    .filter(({ id }) => approved.approved.has(id))
    .map((operation, index) => ({
      operation,
      outcome: ends[Math.min(index, ends.length - 1)] ?? done,
    }));
  const report: ApplyReport = { plan: approved.plan, outcomes, stopped: more.stopped ?? null };
  return {
    verdict: applyVerdict(report),
    complete: isComplete(report, approved.approved, 'report'),
  };
}

describe('the verdict on a plan', () => {
  it('is clean without differences, and with drift that nobody asked about', () => {
    expect(planVerdict(planned({ live, head: sets, base: sets }).plan, quiet)).toEqual({
      result: 'clean',
      exitCode: 0,
    });
    const drifted = { ...live, grants: ['Red Admin dev'] };
    expect(planVerdict(planned({ live: drifted, head: sets, base: sets }).plan, quiet)).toEqual({
      result: 'clean',
      exitCode: 0,
    });
  });

  it.each([
    [true, 1],
    [false, 0],
  ] as const)('is drift for a drift run that fails on it: %s', (fails, exitCode) => {
    const drifted = { ...live, grants: ['Red Admin dev'] };
    const { plan } = planned({ live: drifted, head: sets, base: sets });
    expect(planVerdict(plan, { counts: true, fails })).toEqual({ result: 'drift', exitCode });
  });

  it('is changes where something would be applied', () => {
    expect(planVerdict(planned(changed).plan, quiet)).toEqual({ result: 'changes', exitCode: 0 });
  });

  it('is blocked, and fails, where this head asks for what cannot be', () => {
    const unknown: Files = { ...sets, assignments: [rule(['Blue', 'Nobody'], 'Admin', 'dev')] };
    const story = { live, head: unknown, base: sets };
    expect(planVerdict(planned(story).plan, quiet)).toEqual({ result: 'blocked', exitCode: 1 });
  });

  it('is blocked, and fails nothing, where the world moved under an unchanged rule', () => {
    const unknown: Files = { ...sets, assignments: [rule(['Blue', 'Nobody'], 'Admin', 'dev')] };
    const story = { live, head: unknown, base: unknown };
    expect(planVerdict(planned(story).plan, quiet)).toEqual({ result: 'blocked', exitCode: 0 });
  });
});

describe('the verdict on an apply', () => {
  it.each<[string, readonly Outcome[]]>([
    ['applied', [done]],
    ['already so', [{ result: 'already-so' }]],
    ['let go as far as AWS lets go', [{ result: 'cannot-remove', reason: 'gone' }]],
  ])('is applied where everything was %s', (_what, ends) => {
    expect(applied(changed, ends)).toEqual({
      verdict: { result: 'applied', exitCode: 0 },
      complete: true,
    });
  });

  it.each<[string, Outcome]>([
    ['failed', failed],
    ['was not attempted', skipped],
  ])('is failed where one %s', (_what, end) => {
    expect(applied(changed, [done, end])).toEqual({
      verdict: { result: 'failed', exitCode: 1 },
      complete: false,
    });
  });

  it('is failed where it was cancelled, even with everything done', () => {
    const stopped = { why: 'cancelled', detail: 'x' } as const;
    expect(applied(changed, [done], { stopped })).toEqual({
      verdict: { result: 'failed', exitCode: 1 },
      complete: false,
    });
  });

  it('is superseded where another commit took over, which fails nothing and completes nothing', () => {
    const stopped = { why: 'superseded', detail: 'x' } as const;
    expect(applied(changed, [done, skipped], { stopped })).toEqual({
      verdict: { result: 'superseded', exitCode: 0 },
      complete: false,
    });
  });

  it('superseded comes before failed', () => {
    const stopped = { why: 'superseded', detail: 'x' } as const;
    expect(applied(changed, [failed, skipped], { stopped }).verdict).toEqual({
      result: 'superseded',
      exitCode: 0,
    });
  });

  it('is held where nobody reviewed a change', () => {
    expect(applied(changed, [done], { reviewed: false })).toEqual({
      verdict: { result: 'held', exitCode: 1 },
      complete: false,
    });
  });

  it('failed comes before held', () => {
    const built = planned(changed);
    const record = { ...recordOf(built), operations: recordOf(built).operations.slice(0, 1) };
    const approved = approve(built, {
      kind: 'reviewed',
      records: [record],
      newAccounts: 'report',
    });
    const outcomes = approved.plan.operations
      .filter(({ id }) => approved.approved.has(id))
      .map((operation) => ({ operation, outcome: failed }));
    expect(outcomes).toHaveLength(1);
    expect(approved.plan.counts.held).toBe(1);
    const report = { plan: approved.plan, outcomes, stopped: null };
    expect(applyVerdict(report).result).toBe('failed');
    const held = { ...report, outcomes: [] };
    expect(applyVerdict(held).result).toBe('held');
  });

  it('is clean where there was nothing to do, and drift fails no merge', () => {
    const drifted = { ...live, grants: ['Red Admin dev'] };
    expect(applied({ live: drifted, head: sets, base: sets })).toEqual({
      verdict: { result: 'clean', exitCode: 0 },
      complete: true,
    });
  });

  it('is blocked before applied, and not complete, where a rule is in doubt', () => {
    const unknown: Files = { ...sets, assignments: [rule(['Blue', 'Nobody'], 'Admin', 'dev')] };
    const { verdict, complete } = applied({ live, head: unknown, base: sets });
    expect(verdict).toEqual({ result: 'blocked', exitCode: 1 });
    expect(complete).toBe(false);
  });

  it('is complete although an account joined that is only reported', () => {
    const everywhere: Files = { ...sets, assignments: [rule('Blue', 'Admin', 'ou:/Work')] };
    const accounts = {
      management: {},
      dev: { ou: '/Work' },
      joined: { ou: '/Work', joinedAt: '2026-01-12T00:00:00.000Z' },
    };
    const story = { live: { ...live, accounts, grants: ['Blue Admin dev'] }, head: everywhere };
    expect(applied({ ...story, base: everywhere }).complete).toBe(true);
  });
});
