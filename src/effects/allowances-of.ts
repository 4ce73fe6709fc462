import { stoppedByLimits } from '../core/approval/stopped-by-limits.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Allowance } from '../core/guardrails/judgement.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import { findAllowance } from './find-allowance.ts';
import type { Reviews } from './reviewed-records.ts';

export interface FoundAllowances {
  readonly allowances: readonly Allowance[];
  /** Why reviews with `/allow` do not count. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reviews that let merged pull requests cross their limits; nobody is asked about those that cross none. */
export async function allowancesOf(
  ports: { readonly reviews: ReviewReader },
  built: BuiltPlan,
  { pullRequests, recordOf }: Reviews,
): Promise<FoundAllowances> {
  const allowances: Allowance[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const pullRequest of pullRequests) {
    const record = recordOf.get(pullRequest.number);
    if (record === undefined) continue;
    if (stoppedByLimits(built, [record], () => null).findings.length === 0) continue;
    const found = await findAllowance(ports, pullRequest, record.plan, {
      before: pullRequest.mergedAt,
    });
    if (found.allowance !== null) allowances.push(found.allowance);
    diagnostics.push(...found.diagnostics);
  }
  return { allowances, diagnostics };
}
