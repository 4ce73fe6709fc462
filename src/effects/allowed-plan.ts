import type { Finding } from '../core/diagnostics/finding.ts';
import { allowed } from '../core/guardrails/allowed.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import type { GitHubReader, PullRequest } from '../ports/github.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import { findAllowance } from './find-allowance.ts';

/**
 * The plan as a review lets it be: where one allows it to cross its limits that is told, else why those that
 * say `/allow` do not. Reviews are asked for only where a limit is crossed.
 */
export async function allowedPlan(
  { github, reviews }: { readonly github: GitHubReader; readonly reviews: ReviewReader },
  built: BuiltPlan,
  { number, headCommit }: Pick<PullRequest, 'number' | 'headCommit'>,
): Promise<BuiltPlan> {
  if (built.judgement.crossings.length === 0) return built;
  // Who opened it may not allow it; the head is the one that this plan is of.
  const { author } = await github.pullRequest(number);
  const about = { number, author, headCommit };
  const found = await findAllowance({ reviews }, about, built.plan.digest, { before: null });
  if (found.allowance !== null) return allowed(built, found.allowance);
  const told = found.diagnostics.map(({ code, severity, headline, why, help }): Finding => ({
    code,
    severity,
    headline,
    why,
    help,
    origin: null,
    causedByHead: false,
    operations: [],
  }));
  const { plan } = built;
  return { ...built, plan: { ...plan, findings: [...plan.findings, ...told] } };
}
