import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import { sortedBy } from '../core/model/order.ts';
import type { ApplyReport, OperationOutcome, Outcome } from '../core/outcome/apply-report.ts';
import type { Operation } from '../core/plan/operation.ts';
import { stagesOf } from '../core/plan/stages.ts';
import { accessEntries } from './access-section.ts';
import { costs } from './care-section.ts';
import { describeDone } from './describe-operation.ts';
import { collapsed, danger, type Document, type Entry, headed, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingEntry, isAboutVersion, placeOf } from './finding-entry.ts';
import type { Mood } from './moods.ts';
import { nextStep, stepAlert, wholeDigest } from './next-step.ts';
import {
  countOutcomes,
  grantsCounted,
  type Left,
  leftOf,
  type OutcomeCounts,
  outcomeVerdict,
} from './outcome-counts.ts';
import { isSetOperation, permissionSetEntries } from './permission-set-section.ts';
import { link, type PlanView } from './plan-view.ts';
import { byReason, undoneEntry } from './undone-entries.ts';
import { count, listWords, thousands } from './words.ts';

type Failed = Extract<Outcome, { result: 'failed' }>;

function failedEntries(outcomes: readonly OperationOutcome[], view: PlanView): Entry[] {
  const failed = outcomes.flatMap(({ operation, outcome }) =>
    outcome.result === 'failed' ? [{ operation, outcome }] : [],
  );
  // One missing permission fails hundreds of operations: it is told once.
  const same = Map.groupBy(failed, ({ outcome }) => `${outcome.reason}\0${outcome.help ?? ''}`);
  return sortedBy(same, ([key]) => key).flatMap(([, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const operations = members.map(({ operation }) => operation);
    return [failedEntry(operations, first.outcome, view)];
  });
}

function failedEntry(operations: readonly Operation[], outcome: Failed, view: PlanView): Entry {
  const told = `- ${escapeMarkdown(outcome.reason)} (${count(operations.length, 'operation')})`;
  const head = outcome.help === null ? told : `${told}\n  - help: ${escapeMarkdown(outcome.help)}`;
  return undoneEntry(head, operations, view, danger.error);
}

function withReason(outcomes: readonly OperationOutcome[], result: Outcome['result']): Operation[] {
  return outcomes.flatMap(({ operation, outcome }) =>
    outcome.result === result
      ? [{ ...operation, reason: 'reason' in outcome ? outcome.reason : null }]
      : [],
  );
}

/** In the order in which it was done. */
function liveEntries(operations: readonly Operation[], view: PlanView, mood: Mood): Entry[] {
  return stagesOf(operations).flatMap((stage) => {
    const sets = stage.filter(isSetOperation).map((operation): Entry => ({
      danger: danger.permissionSet,
      forms: [`- ${describeDone(operation, view.isPublicRepository)}`],
    }));
    return [...sets, ...accessEntries(stage, view, mood)];
  });
}

function leftSections(
  report: ApplyReport,
  left: Left,
  view: PlanView,
  { digest, whyHeld }: { readonly digest: string | null; readonly whyHeld: readonly Entry[] },
): Section[] {
  const told = (title: string, operations: readonly Operation[], rank: number): Section[] =>
    headed(
      `### ${title}: ${count(operations.length, 'operation')}`,
      byReason(operations, view, rank),
    );
  const would = (operations: readonly Operation[]): Entry[] => [
    ...accessEntries(operations, view, 'would'),
    ...permissionSetEntries(operations, view),
  ];
  return [
    ...told('Not attempted', withReason(report.outcomes, 'not-attempted'), danger.revocation),
    // Whoever approves it by its digest must not miss what a reviewer of a plan is shown.
    ...headed(
      `### Held: ${count(left.held.length, 'operation')}`,
      left.held.length === 0
        ? []
        : [...whyHeld, ...costs(left.held), ...byReason(left.held, view, danger.revocation)],
    ),
    ...told('Blocked', left.blocked, danger.blocked),
    ...told('Waiting for Entra ID', left.waiting, danger.blocked),
    ...headed(
      `### Accounts that joined: ${grantsCounted(left.joined)} ${left.joined.length === 1 ? 'waits' : 'wait'}`,
      would(left.joined),
    ),
    // Told by the drift run, unless a digest is asked for that covers it.
    ...headed(
      `### Drift, not touched: ${count(left.drift.length, 'operation')}`,
      digest === null ? [] : [...costs(left.drift), ...would(left.drift)],
    ),
    ...told('Could not be removed', withReason(report.outcomes, 'cannot-remove'), danger.note),
  ];
}

/** Neither about what is done now, nor about drift, which its own run tells, nor about every run. */
function isStillNews(finding: Finding, settled: ReadonlySet<string>): boolean {
  const { severity, operations } = finding;
  if (severity === 'info' || isAboutVersion(finding)) return false;
  return (
    operations.length === 0 || severity === 'error' || !operations.every((id) => settled.has(id))
  );
}

/** What is live now, in words that hold after any end. */
function liveNow(counts: OutcomeCounts): string {
  if (counts.applied + counts.failed === 0) return 'This run changed nothing in AWS.';
  const live =
    counts['already-so'] === 0
      ? 'Live now: everything under “Applied”'
      : 'Live now: everything under “Applied” and “Already so”';
  if (counts.failed + counts['not-attempted'] === 0) return `${live}.`;
  const half =
    counts.failed === 0
      ? ''
      : ' A permission set whose operation failed may be half made; the next run completes it.';
  return `${live}; the rest is as it was before.${half}`;
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
  /** Why a merged pull request's plan counts for nothing. */
  readonly reviews?: readonly Diagnostic[];
}

/** By whose leave, for whom, and how much was there already. */
function circumstances(
  { approvedByHand = null, together = [], reviewed = null }: OutcomeContext,
  counts: OutcomeCounts,
  view: PlanView,
): string[] {
  const others = listWords(
    together.map((number) =>
      link(`#${number}`, view.repositoryUrl && `${view.repositoryUrl}/pull/${number}`),
    ),
  );
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
  const findings = view.plan.findings
    .filter(
      (finding) =>
        isStillNews(finding, new Set([...done, ...told])) && placeOf(finding) !== 'endings',
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
      liveNow(counts),
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
        liveEntries(applied, view, 'did'),
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
