import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import type { Allowance } from '../core/guardrails/judgement.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import { collapsed, danger, type Document, headed } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingEntry, isAboutVersion, placeOf } from './finding-entry.ts';
import { isAside, toldBySteps } from './group-findings.ts';
import { liveNow, notesOf } from './live-now.ts';
import { nextStep, stepAlert, wholeDigest } from './next-step.ts';
import { countOutcomes, leftOf, type OutcomeCounts, outcomeVerdict } from './outcome-counts.ts';
import { failedEntries, leftSections, liveEntries, withReason } from './outcome-lists.ts';
import { link, type PlanView } from './plan-view.ts';
import { waitingFindings } from './waiting-entries.ts';
import { count, listWords, thousands } from './words.ts';

/** Neither about what is done now, nor about drift, which its own run tells, nor about every run. */
function isStillNews(finding: Finding, settled: ReadonlySet<string>, view: PlanView): boolean {
  const { severity, operations } = finding;
  if (severity === 'info' || isAboutVersion(finding) || isAside(finding, view)) return false;
  return (
    operations.length === 0 || severity === 'error' || !operations.every((id) => settled.has(id))
  );
}

/** What is known of a run beside its report. */
export interface OutcomeContext {
  /** Full digest of the plan with its drift, for `approve-plan`; null where there is nothing to approve. */
  readonly approveDigest: string | null;
  /** The digest that somebody gave this run by hand. */
  readonly approvedByHand?: string | null;
  /** Other pull requests that the run was for. */
  readonly together?: readonly number[];
  /** How much of what was reviewed nobody had to do any more. */
  readonly reviewed?: { readonly operations: number; readonly alreadySo: number } | null;
  /** Reviews that let a plan cross a limit. */
  readonly allowances?: readonly Allowance[];
  /** Why a merged pull request's plan counts for nothing. */
  readonly reviews?: readonly Diagnostic[];
}

/** The head of a report is always kept, so it holds nothing without a bound. */
const MOST_TOGETHER = 20;

/** By whose leave, for whom, and how much was there already. */
function circumstances(
  { approvedByHand = null, together = [], reviewed = null, allowances = [] }: OutcomeContext,
  counts: OutcomeCounts,
  view: PlanView,
): string[] {
  const links = together
    .slice(0, MOST_TOGETHER)
    .map((number) =>
      link(`#${number}`, view.repositoryUrl && `${view.repositoryUrl}/pull/${number}`),
    );
  const more = together.length - links.length;
  const others = listWords([...links, ...(more > 0 ? [`${thousands(more)} more`] : [])]);
  const verb = counts.applied > 0 ? 'Applied' : 'Told';
  const given = approvedByHand === null ? '' : codeSpan(`approve-plan: ${approvedByHand}`);
  return [
    ...(approvedByHand === null
      ? []
      : [
          approvedByHand === view.plan.digest
            ? `Approved by hand: ${given}`
            : `Given by hand, and the digest of another plan: ${given}`,
        ]),
    ...allowances
      .slice(0, MOST_TOGETHER)
      .map(
        ({ by, at, digest, url }) =>
          `Beyond a limit by leave of ${codeSpan(by)}, who ${link('reviewed', url)} plan ${codeSpan(digest)} on ${codeSpan(at.slice(0, 10))}`,
      ),
    ...(others === ''
      ? []
      : [`${verb} together with ${others}: this run was for all that was merged and not applied.`]),
    ...(reviewed === null
      ? []
      : [
          `${thousands(reviewed.alreadySo)} of the ${count(reviewed.operations, 'reviewed operation')} ${reviewed.alreadySo === 1 ? 'was' : 'were'} already so.`,
        ]),
  ];
}

/** What an apply did: what went wrong first, what is live, and the one next step. */
export function outcomeDocument(
  report: ApplyReport,
  view: PlanView,
  context: OutcomeContext,
): Document {
  const { approvedByHand = null } = context;
  const left = leftOf(report, approvedByHand !== null);
  const counts = countOutcomes(report, left);
  const isOther = approvedByHand !== null && approvedByHand !== view.plan.digest;
  const digest = wholeDigest(context.approveDigest);
  const step = nextStep(report, counts, left, digest);
  const applied = withReason(report.outcomes, 'applied');
  const alreadySo = withReason(report.outcomes, 'already-so');
  const done = new Set([...applied, ...alreadySo].map(({ id }) => id));
  const told = digest === null ? left.drift.map(({ id }) => id) : [];
  const reviews = (context.reviews ?? []).map((diagnostic) =>
    findingEntry({ ...diagnostic, origin: null, causedByHead: false, operations: [] }, view),
  );
  const isHeld = left.held.length > 0;
  const toldBelow = new Set([
    ...toldBySteps(view.plan.operations, view.plan.findings),
    ...waitingFindings(left.waiting, view).keys(),
  ]);
  const findings = view.plan.findings
    .filter(
      (finding) =>
        isStillNews(finding, new Set([...done, ...told]), view) &&
        placeOf(finding, view) !== 'endings' &&
        !toldBelow.has(finding),
    )
    .map((finding) => findingEntry(finding, view));
  const drift =
    counts.drift === 0 || digest !== null
      ? []
      : [`${count(counts.drift, 'operation')} of drift seen and not touched`];
  const run = link('run', view.runUrl);
  return {
    head: [
      `## Apply outcome for ${codeSpan(view.plan.owner)}`,
      outcomeVerdict(report, left, isOther),
      ...(report.stopped === null ? [] : [escapeMarkdown(report.stopped.detail)]),
      ...circumstances(context, counts, view),
      stepAlert(step),
      liveNow(report, counts),
    ].join('\n\n'),
    sections: [
      ...headed(
        `### Failed: ${count(counts.failed, 'operation')}`,
        failedEntries(report.outcomes, view),
      ),
      ...leftSections(report, left, view, { digest, whyHeld: reviews }),
      ...headed('### What needs care', isHeld ? findings : [...reviews, ...findings]),
      ...headed(
        `### Applied: ${count(applied.length, 'operation')}`,
        liveEntries(applied, view, 'did', notesOf(report)),
      ),
      ...collapsed(
        `Already so: ${count(alreadySo.length, 'operation')}`,
        '',
        liveEntries(alreadySo, view, 'already').map((entry) => ({ ...entry, danger: danger.note })),
      ),
    ],
    tail: [...drift, `commit ${codeSpan(view.plan.head)}`, ...(run === 'run' ? [] : [run])].join(
      ' · ',
    ),
  };
}
