import type { ApprovedPlan } from '../core/approval/approve.ts';
import { marker } from '../core/approval/markers.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import { applyVerdict, isComplete } from '../core/outcome/result.ts';
import { digestOf } from '../core/plan/build-plan.ts';
import { isSameActor } from '../effects/same-actor.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { publishComment } from '../effects/publish-comment.ts';
import { runDiagnostic } from '../effects/run-problem.ts';
import { describeOperation } from '../report/describe-operation.ts';
import { renderOutcome, renderOutcomeSummary } from '../report/render-outcome.ts';
import type { ApplyPorts, ApplyTask, Gathered } from './apply.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export function reportSuperseded(detail: string, diagnostics: readonly Diagnostic[]): RunReport {
  return withoutPlan('superseded', 0, {
    diagnostics,
    summary: `## Access apply\n\n**Superseded: nothing was written.** ${detail}.`,
  });
}

/** Schedule and dispatch have nothing to count from until an apply was complete. */
export function reportNoBase(diagnostics: readonly Diagnostic[]): RunReport {
  const problem = runDiagnostic('no-base', 'there is no complete apply to count from', {
    severity: 'warning',
    why: 'without one nobody can say which of the files were reviewed',
    help: 'merge a reviewed pull request, or approve a whole plan with approve-plan',
  });
  return withoutPlan('clean', 0, {
    diagnostics: [...diagnostics, problem],
    summary:
      '## Access apply\n\n**Nothing was applied:** there is no complete apply to count from. Merge a reviewed pull request, or approve a whole plan with `approve-plan`.',
  });
}

/** Tells the outcome to the pull requests and the summary, and marks the commit. */
export async function reportApply(
  ports: ApplyPorts,
  task: ApplyTask,
  gathered: Gathered,
  approved: ApprovedPlan,
  report: ApplyReport,
): Promise<RunReport> {
  const verdict = applyVerdict(report);
  const approveDigest = digestToApprove(report);
  const frame = { ...task, approveDigest };
  const { body } = renderOutcome(report, {
    ...frame,
    marker: marker('outcome', gathered.key),
    record: null,
  });
  const problems: Diagnostic[] = [];
  const attempt = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      const found = problemsOf(error);
      if (found === null) throw error;
      // What was applied is applied: a comment that fails must not hide it.
      problems.push(...found);
      return null;
    }
  };
  if (report.stopped?.why !== 'superseded') {
    await attempt(
      mark(ports, task, gathered, report, isComplete(report, approved.approved, task.newAccounts)),
    );
  }
  const urls: string[] = [];
  for (const { number } of gathered.reviews.pullRequests) {
    const url = await attempt(publishComment(ports, number, 'outcome', gathered.key, body));
    if (url !== null) urls.push(url);
  }
  return {
    result: verdict.result,
    exitCode: problems.length > 0 ? 1 : verdict.exitCode,
    plan: report.plan,
    outcomes: report.outcomes,
    summary: renderOutcomeSummary(report, frame),
    diagnostics: [
      ...gathered.head.checked.diagnostics,
      ...gathered.reviews.diagnostics,
      ...heldDiagnostics(report, approveDigest, task.isPublicRepository),
      ...failedDiagnostics(report, task.isPublicRepository),
      ...problems,
    ],
    approveDigest,
    failed: report.outcomes.filter(({ outcome }) => outcome.result === 'failed').length,
    commentUrl: urls[0] ?? null,
  };
}

/** What nobody reviewed, and the two ways to have it reviewed. */
function heldDiagnostics(
  { plan, outcomes }: ApplyReport,
  digest: string | null,
  hidePeople: boolean,
): Diagnostic[] {
  const held = plan.operations.filter(({ status }) => status === 'held');
  const [first] = held;
  if (first === undefined) return [];
  const done = outcomes.filter(({ outcome }) => outcome.result === 'applied').length;
  const ways = digest === null ? '' : `, or run the workflow by hand with approve-plan: ${digest}`;
  return [
    runDiagnostic(
      'held',
      `${held.length} ${held.length === 1 ? 'operation was' : 'operations were'} held and not applied; ${done} ${done === 1 ? 'was' : 'were'} applied`,
      {
        why: `${describeOperation(first, hidePeople)}: ${first.reason ?? ''}`,
        help: `open a pull request${ways}`,
      },
    ),
  ];
}

function failedDiagnostics({ outcomes }: ApplyReport, hidePeople: boolean): Diagnostic[] {
  return outcomes.flatMap(({ operation, outcome }) =>
    outcome.result === 'failed'
      ? [
          runDiagnostic('apply-failed', `${describeOperation(operation, hidePeople)}: it failed`, {
            why: outcome.reason,
            help: outcome.help ?? 'run it again: it goes on from what is live',
          }),
        ]
      : [],
  );
}

/** What a run by hand would plan now: everything that is not done yet, drift included. */
function digestToApprove({ plan, outcomes }: ApplyReport): string | null {
  const done = new Set(
    outcomes
      .filter(({ outcome }) => outcome.result === 'applied' || outcome.result === 'already-so')
      .map(({ operation }) => operation.id),
  );
  const left = plan.operations.filter(({ id, status }) => !done.has(id) && status !== 'blocked');
  return left.some(({ status }) => status === 'held') ? digestOf(left, true) : null;
}

/** A commit keeps at most 1,000 statuses, so an hourly run repeats none. */
async function mark(
  { github, statuses }: ApplyPorts,
  task: ApplyTask,
  { context }: Gathered,
  report: ApplyReport,
  complete: boolean,
): Promise<void> {
  // Accounts are new until the last complete apply, so one that granted to them says when it was.
  const grantedNew =
    complete && report.outcomes.some(({ operation }) => operation.cause === 'new-account');
  const state = complete ? 'success' : 'failure';
  const [viewer, present] = await Promise.all([
    github.viewer(),
    github.statuses(task.commit, context),
  ]);
  const newest = present.find(({ creator }) => isSameActor(creator, viewer));
  if (newest?.state === state && !grantedNew) return;
  await statuses.setStatus(task.commit, {
    context,
    state,
    description: complete
      ? 'everything approved is applied'
      : `not everything is applied: ${applyVerdict(report).result}`,
    targetUrl: task.runUrl,
  });
}
