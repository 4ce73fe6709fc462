import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { applyVerdict, isComplete } from '../../../src/core/outcome/result.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { line, planned } from '../support/planned.ts';
import { guardedFiles, liveSets, noAdminInProd, reviewed, rule, rules } from './support.ts';

const guards = rules(noAdminInProd);
const change = [rule('Blue', 'Admin', ['dev', 'prod']), rule('Red', 'Read', 'dev')];
const base = guardedFiles(undefined);
/** Shown to reviewers before anybody thought of the rule. */
const record = recordOf(
  reviewed({ live: liveSets, head: guardedFiles(undefined, ...change), base }),
);

function applied(built: BuiltPlan, ...[approval]: [Parameters<typeof approve>[1]?]) {
  const decided = approve(
    built,
    approval ?? { kind: 'reviewed', records: [record], newAccounts: 'report' },
  );
  const { plan, approved } = decided;
  const report = {
    plan,
    outcomes: plan.operations
      .filter(({ id }) => approved.has(id))
      .map((operation) => ({ operation, outcome: { result: 'applied' as const } })),
    stopped: null,
  };
  return {
    done: report.outcomes.map(({ operation }) => line(operation)),
    reasons: plan.operations.flatMap(({ reason }) => reason ?? []),
    verdict: applyVerdict(report),
    complete: isComplete(report, approved, 'grant'),
  };
}

describe('an apply', () => {
  it('leaves undone what a rule refuses, though it was reviewed, and does the rest', () => {
    const built = planned({ live: liveSets, head: guardedFiles(guards, ...change), base });
    expect(applied(built)).toEqual({
      done: ['change grant Admin dev Blue', 'change grant Read dev Red'],
      reasons: ['refused by the guardrail "no-admin-in-prod"'],
      verdict: { result: 'refused', exitCode: 1 },
      complete: false,
    });
  });

  it('leaves it undone for an approved digest, too', () => {
    const built = planned({ live: liveSets, head: guardedFiles(guards, ...change), base });
    const { done, verdict } = applied(built, { kind: 'digest', digest: built.plan.digest });
    expect(done).toEqual(['change grant Admin dev Blue', 'change grant Read dev Red']);
    expect(verdict.result).toBe('refused');
  });

  it('leaves undone what needs what is refused', () => {
    const widened = {
      ...guardedFiles(guards, rule('Blue', 'Read', 'prod'), rule('Green', 'Read', 'dev')),
      permissionSets: { Admin: {}, Read: { managedPolicies: ['AdministratorAccess'] } },
    };
    const before = {
      ...guardedFiles(guards, rule('Blue', 'Read', 'prod')),
      permissionSets: { Admin: {}, Read: {} },
    };
    const live = { sets: { Admin: {}, Read: {} }, grants: ['Blue Read prod'] };
    const built = planned({ live, head: widened, base: before });
    const shown = recordOf(
      reviewed({ live, head: { ...widened, guardrails: {} }, base: { ...before, guardrails: {} } }),
    );
    const { done, reasons } = applied(built, {
      kind: 'reviewed',
      records: [shown],
      newAccounts: 'report',
    });
    expect(done).toEqual([]);
    expect(reasons).toContainEqual(
      expect.stringMatching(/^needs ".* permission set Read", which is blocked$/),
    );
  });

  it('gives an account that joined nothing that a rule refuses, and says so', () => {
    const accounts = {
      management: {},
      dev: { ou: '/Work/Dev' },
      prod: { ou: '/Work/Prod', joinedAt: '2026-01-12T00:00:00.000Z' },
    };
    const files = guardedFiles(guards, rule('Blue', 'Admin', 'all'));
    const live = { ...liveSets, accounts, grants: ['Blue Admin dev'] };
    const built = planned({ live, head: files, base: files });
    const { done, verdict } = applied(built, {
      kind: 'reviewed',
      records: [],
      newAccounts: 'grant',
    });
    expect(done).toEqual([]);
    expect(verdict.result).toBe('refused');
    const reported = applied(built, { kind: 'reviewed', records: [], newAccounts: 'report' });
    expect(reported.verdict.result).not.toBe('refused');
  });

  it('goes on where only what stands breaks a rule', () => {
    const files = guardedFiles(guards, rule('Blue', 'Admin', 'prod'));
    const live = { ...liveSets, grants: ['Blue Admin prod'] };
    const built = planned({ live, head: files, base: files });
    expect(applied(built)).toMatchObject({ verdict: { result: 'clean' }, complete: true });
  });
});
