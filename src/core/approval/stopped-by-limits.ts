import type { Finding } from '../diagnostics/finding.ts';
import type { Allowance, LimitCrossing } from '../guardrails/judgement.ts';
import { allowedFinding, crossingsOf, limitFinding } from '../guardrails/limits.ts';
import { givingKinds, takingKinds } from '../model/access-kinds.ts';
import type { BuiltPlan } from '../plan/build-plan.ts';
import type { Operation } from '../plan/operation.ts';
import type { ReviewedRecord } from './reviewed-record.ts';

export interface StoppedByLimits {
  /** By operation digest, why it must not be done. */
  readonly stopped: ReadonlyMap<string, string>;
  /** Reviews that let something pass. */
  readonly allowances: readonly Allowance[];
  readonly findings: readonly Finding[];
}

/** Once it is merged no review can allow it any more. */
const LATE =
  'if it is meant, approve it by its digest; if it is not, take it back by a pull request';

/**
 * Limits when applying: each reviewed pull request is held to them by itself, with what is left to do of
 * it. Nobody can say which one introduced an end, so all ends count for each.
 */
export function stoppedByLimits(
  { plan, limits }: BuiltPlan,
  records: readonly ReviewedRecord[],
  allowanceOf: (record: ReviewedRecord) => Allowance | null,
): StoppedByLimits {
  const open = plan.operations.filter(isCounted);
  const stopped = new Map<string, string>();
  const passed = new Set<string>();
  const allowances: Allowance[] = [];
  const findings: Finding[] = [];
  const ofNobody = records.length === 0 ? [{ operations: [], record: null }] : [];
  const parts = [
    ...records.map((record) => ({ operations: record.operations, record })),
    // Files that were pushed without review introduce ends, too.
    ...ofNobody,
  ];
  for (const { operations, record } of parts) {
    const own = new Set(operations);
    const left = open.filter(({ digest }) => own.has(digest));
    const crossings = crossingsOf(
      digestsOf(left, takingKinds),
      limits.ends,
      digestsOf(left, givingKinds),
      limits.limits,
    );
    if (crossings.length === 0) {
      for (const { digest } of left) passed.add(digest);
      continue;
    }
    const found = record === null ? null : allowanceOf(record);
    const allowance = found?.digest === record?.plan ? found : null;
    if (allowance !== null) {
      allowances.push(allowance);
      for (const { digest } of left) passed.add(digest);
    }
    for (const crossing of crossings) {
      const told = { ...limitFinding(crossing, plan.digest, limits), help: LATE };
      findings.push(allowance === null ? told : allowedFinding(told, allowance));
      if (allowance !== null || record === null) continue;
      for (const digest of crossing.digests) stopped.set(digest, whyStopped(crossing));
    }
  }
  // What another pull request brought as well, within its limits or allowed, was reviewed there.
  for (const digest of passed) stopped.delete(digest);
  return { stopped, allowances, findings };
}

function isCounted({ kind, cause, status }: Operation): boolean {
  return (
    (takingKinds.has(kind) || givingKinds.has(kind)) &&
    (cause === 'change' || cause === 'pending') &&
    (status === 'planned' || status === 'waiting')
  );
}

function digestsOf(
  operations: readonly Operation[],
  kinds: ReadonlySet<string>,
): readonly string[] {
  return operations.filter(({ kind }) => kinds.has(kind)).map(({ digest }) => digest);
}

function whyStopped({ limit, count, allowed }: LimitCrossing): string {
  const what = limit === 'maxRevocations' ? 'takes away' : 'grants';
  return `refused: its pull request ${what} ${count} assignments and ${limit} allows ${allowed}; no review allowed that before the merge`;
}
