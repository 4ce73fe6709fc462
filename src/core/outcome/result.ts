import { guardCodes } from '../guardrails/guard-codes.ts';
import type { Operation } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import type { ApplyReport } from './apply-report.ts';

/** How a run ended, in one word; the first that fits, in this order. */
export type Result =
  | 'invalid'
  | 'refused'
  | 'superseded'
  | 'failed'
  | 'held'
  | 'blocked'
  | 'waiting'
  | 'applied'
  | 'changes'
  | 'drift'
  | 'clean';

export interface Verdict {
  readonly result: Result;
  readonly exitCode: 0 | 1;
}

/** The verdict on a plan that was only made. `countsDrift`: a drift run, which fails on drift if asked to. */
export function planVerdict(
  plan: Plan,
  drift: { readonly counts: boolean; readonly fails: boolean },
): Verdict {
  if (isRefused(plan)) return { result: 'refused', exitCode: 1 };
  const drifted = plan.counts.drift > 0 && drift.counts;
  // The word is the first that fits; drift is not silenced by anything else that is told.
  const exitCode = drifted && drift.fails ? 1 : 0;
  const blocked = blockedVerdict(plan);
  if (blocked !== null) return { ...blocked, exitCode: blocked.exitCode === 1 ? 1 : exitCode };
  if (plan.counts.waiting > 0) return { result: 'waiting', exitCode };
  if (plan.operations.some(({ cause }) => cause !== 'drift')) {
    return { result: 'changes', exitCode };
  }
  return drifted ? { result: 'drift', exitCode } : { result: 'clean', exitCode: 0 };
}

/** The verdict on an apply: the rest is done all the same where guards stopped a part. */
export function applyVerdict({ plan, outcomes, stopped }: ApplyReport): Verdict {
  if (isRefused(plan)) return { result: 'refused', exitCode: 1 };
  const has = (...results: readonly string[]): boolean =>
    outcomes.some(({ outcome }) => results.includes(outcome.result));
  if (stopped?.why === 'superseded') {
    return { result: 'superseded', exitCode: 0 };
  }
  if (stopped !== null || has('failed', 'not-attempted')) return { result: 'failed', exitCode: 1 };
  if (plan.counts.held > 0) return { result: 'held', exitCode: 1 };
  const blocked = blockedVerdict(plan);
  if (blocked !== null) return blocked;
  if (plan.counts.waiting > 0) return { result: 'waiting', exitCode: 0 };
  if (has('applied', 'already-so', 'cannot-remove')) return { result: 'applied', exitCode: 0 };
  return { result: 'clean', exitCode: 0 };
}

/** True where nothing that was approved is left undone, which is what marks a commit. */
export function isComplete(
  report: ApplyReport,
  approved: ReadonlySet<string>,
  newAccounts: 'report' | 'grant',
): boolean {
  const { plan, outcomes, stopped } = report;
  const done = outcomes.every(({ outcome }) =>
    ['applied', 'already-so', 'cannot-remove'].includes(outcome.result),
  );
  // An account that joined is granted only where that is allowed, so it leaves nothing undone.
  const isDue = ({ cause }: Operation): boolean =>
    cause !== 'drift' && (cause !== 'new-account' || newAccounts === 'grant');
  const undone = plan.operations.some(
    (operation) =>
      operation.status === 'held' ||
      (isDue(operation) && operation.status !== 'waiting' && !approved.has(operation.id)),
  );
  // A rule that could not be resolved, or a set that could not be read, may ask for more than was seen.
  const unseen = plan.findings.some(
    ({ severity, causedByHead, code }) =>
      severity === 'error' && (causedByHead || code === 'unread-part'),
  );
  return stopped === null && done && !undone && !unseen && plan.counts.waiting === 0;
}

function isRefused({ findings }: Plan): boolean {
  return findings.some(
    ({ code, severity, causedByHead }) =>
      guardCodes.has(code) && severity === 'error' && causedByHead,
  );
}

function blockedVerdict({ operations, findings }: Plan): Verdict | null {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ causedByHead }) => causedByHead)) return { result: 'blocked', exitCode: 1 };
  const isBlocked = operations.some(
    ({ status, cause }) => status === 'blocked' && cause !== 'drift',
  );
  return isBlocked || errors.length > 0 ? { result: 'blocked', exitCode: 0 } : null;
}
