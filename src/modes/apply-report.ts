import type { ApprovedPlan } from '../core/approval/approve.ts';
import { marker } from '../core/approval/markers.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import { applyVerdict, isComplete } from '../core/outcome/result.ts';
import { type BuiltPlan, digestOf } from '../core/plan/build-plan.ts';
import { isSameActor } from '../effects/same-actor.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { publishComment } from '../effects/publish-comment.ts';
import { runDiagnostic } from '../effects/run-problem.ts';
import { describeOperation } from '../report/describe-operation.ts';
import { renderOutcome, renderOutcomeSummary } from '../report/render-outcome.ts';
import { renderSupersededSummary } from '../report/render-superseded.ts';
import type { ApplyPorts, ApplyTask, Gathered } from './apply-task.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

const HELD = 'held' as const;

export function reportSuperseded(detail: string, diagnostics: readonly Diagnostic[]): RunReport {
  return withoutPlan('superseded', 0, {
    diagnostics,
    summary: renderSupersededSummary(detail),
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
  { approved, built }: { readonly approved: ApprovedPlan; readonly built: BuiltPlan },
  report: ApplyReport,
): Promise<RunReport> {
  const verdict = applyVerdict(report);
  const approveDigest = digestToApprove(report, built, gathered);
  const frame = {
    ...task,
    approveDigest,
    approvedByHand: task.approvePlan,
    reviewed: reviewedAlreadySo(task, gathered, report),
    reviews: gathered.reviews.diagnostics,
    allowances: approved.allowances,
  };
  const numbers = gathered.reviews.pullRequests.map(({ number }) => number).toSorted(byNumber);
  const bodyFor = (number: number): string =>
    renderOutcome(report, {
      ...frame,
      together: numbers.filter((other) => other !== number),
      marker: marker('outcome', gathered.key),
      record: null,
    }).body;
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
    const url = await attempt(
      publishComment(ports, number, 'outcome', gathered.key, bodyFor(number), {
        onlyIfAbsent: !concerns(number, gathered, report),
      }),
    );
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
      ...heldDiagnostics(report, task, approveDigest),
      ...failedDiagnostics(report, task.isPublicRepository),
      ...problems,
    ],
    approveDigest,
    failed: report.outcomes.filter(({ outcome }) => outcome.result === 'failed').length,
    commentUrl: urls[0] ?? null,
  };
}

function byNumber(a: number, b: number): number {
  return a - b;
}

/**
 * How much of a pull request's review somebody did before this run. Told only where nothing else can
 * be the reason: one review, nothing merged after it, nothing of it changed since, and nothing unread.
 */
function reviewedAlreadySo(
  { commit }: ApplyTask,
  { reviews }: Gathered,
  { plan }: ApplyReport,
): { readonly operations: number; readonly alreadySo: number } | null {
  const [record, ...otherRecords] = reviews.records;
  const [pullRequest, ...others] = reviews.pullRequests;
  if (record === undefined || otherRecords.length + others.length > 0) return null;
  if (pullRequest?.mergeCommit !== commit) return null;
  if (plan.findings.some(({ code }) => code === 'unread-part')) return null;
  const planned = new Set(plan.operations.map(({ digest }) => digest));
  const shown = new Set(record.operations);
  const isOther = plan.operations.some(
    ({ cause, digest }) => (cause === 'change' || cause === 'pending') && !shown.has(digest),
  );
  const alreadySo = record.operations.filter((digest) => !planned.has(digest)).length;
  return isOther || alreadySo === 0 ? null : { operations: shown.size, alreadySo };
}

/**
 * Whether a run has news for a pull request that may already carry its own outcome: the newest one gets
 * what was done or held, an earlier one only what it had shown.
 */
function concerns(number: number, { reviews }: Gathered, { plan, outcomes }: ApplyReport): boolean {
  const shown = new Set(reviews.recordOf.get(number)?.operations);
  if (outcomes.some(({ operation }) => shown.has(operation.digest))) return true;
  const isNewest = reviews.pullRequests[0]?.number === number;
  return isNewest && outcomes.length + plan.counts.held > 0;
}

/** What is held, and how it comes through. */
function heldDiagnostics(
  { plan, outcomes }: ApplyReport,
  { approvePlan, isPublicRepository }: ApplyTask,
  digest: string | null,
): Diagnostic[] {
  const held = plan.operations.filter(({ status }) => status === 'held');
  const [first] = held;
  if (first === undefined) return [];
  const done = outcomes.filter(({ outcome }) => outcome.result === 'applied').length;
  const byHand =
    digest === null
      ? 'open a pull request that shows it'
      : `if it is right, run the workflow by hand with approve-plan: ${digest}`;
  const isOther = approvePlan !== null && approvePlan !== plan.digest;
  return [
    runDiagnostic(
      'held',
      isOther
        ? `nothing was applied: the plan is not the one that was approved (${held.length} held)`
        : `${held.length} ${held.length === 1 ? 'operation was' : 'operations were'} held and not applied; ${done} ${done === 1 ? 'was' : 'were'} applied`,
      {
        why: `${describeOperation(first, isPublicRepository)}: ${first.reason ?? ''}`,
        help: `read the job summary; ${byHand}`,
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

/**
 * What a run by hand would plan now: everything that is not done yet, with the drift that was looked for and
 * with what guards refuse to reviews alone.
 */
function digestToApprove(
  { plan, outcomes }: ApplyReport,
  built: BuiltPlan,
  { history }: Pick<Gathered, 'history'>,
): string | null {
  const isPlanned = new Set(
    built.plan.operations.filter(({ status }) => status !== 'blocked').map(({ id }) => id),
  );
  const done = new Set(
    outcomes
      .filter(({ outcome }) => outcome.result === 'applied' || outcome.result === 'already-so')
      .map(({ operation }) => operation.id),
  );
  const left = plan.operations.filter(({ id }) => !done.has(id) && isPlanned.has(id));
  // Ends alone may cross a limit, without an operation that could be held.
  const isWaitedFor =
    left.some(({ status }) => status === 'held' || status === 'blocked') ||
    plan.findings.some(({ code, severity }) => code === 'revocation-limit' && severity === 'error');
  // By hand nothing of it is blocked: what blocks it here is that no review covers it.
  const open = left.map((one) => (one.status === 'blocked' ? { ...one, status: HELD } : one));
  // Without a complete apply a run by hand compares the files with the world, where no end is new.
  const endDigests = history.lastComplete === null ? [] : built.limits.endDigests;
  return isWaitedFor
    ? digestOf({ operations: open, reading: plan.reading, endDigests }, true)
    : null;
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
