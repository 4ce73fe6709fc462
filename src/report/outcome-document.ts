import { sortedBy } from '../core/model/order.ts';
import type { ApplyReport, OperationOutcome, Outcome } from '../core/outcome/apply-report.ts';
import type { Operation } from '../core/plan/operation.ts';
import { accessEntries } from './access-section.ts';
import { byReason, foldedForms, operationLines } from './collapsed-sections.ts';
import { describeOperationMarkdown } from './describe-operation.ts';
import { collapsed, danger, type Document, type Entry, headed, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingEntry, placeOf } from './finding-entry.ts';
import { nextStep } from './next-step.ts';
import { countOutcomes, type OutcomeCounts, outcomeVerdict } from './outcome-counts.ts';
import { isSetOperation } from './permission-set-section.ts';
import { link, type PlanView } from './plan-view.ts';
import { count } from './words.ts';

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
  return { danger: danger.error, forms: foldedForms(head, operationLines(operations, view)) };
}

function withReason(outcomes: readonly OperationOutcome[], result: Outcome['result']): Operation[] {
  return outcomes.flatMap(({ operation, outcome }) =>
    outcome.result === result
      ? [{ ...operation, reason: 'reason' in outcome ? outcome.reason : null }]
      : [],
  );
}

function liveEntries(operations: readonly Operation[], view: PlanView): Entry[] {
  const sets = operations.filter(isSetOperation).map((operation): Entry => ({
    danger: danger.permissionSet,
    forms: [`- ${describeOperationMarkdown(operation, view.isPublicRepository)}`],
  }));
  return [...accessEntries(operations, view), ...sets];
}

function heldSections(view: PlanView): Section[] {
  const held = view.plan.operations.filter(
    ({ status, cause }) => status === 'held' && cause !== 'drift',
  );
  const findings = view.plan.findings
    .filter(({ code }) => isAboutHeld(code))
    .map((finding) => findingEntry(finding, view));
  const entries = byReason(held, view, danger.revocation);
  return headed(
    `### Held, because nobody reviewed it: ${count(held.length, 'operation')}`,
    held.length === 0 ? [] : [...findings, ...entries],
  );
}

function isAboutHeld(code: string): boolean {
  return code === 'held';
}

function leftSections(report: ApplyReport, counts: OutcomeCounts, view: PlanView): Section[] {
  const { plan } = view;
  const of = (status: string): Entry[] =>
    byReason(
      plan.operations.filter(
        (operation) => operation.status === status && operation.cause !== 'drift',
      ),
      view,
      danger.blocked,
    );
  const notAttempted = withReason(report.outcomes, 'not-attempted');
  const cannotRemove = withReason(report.outcomes, 'cannot-remove');
  return [
    ...headed(
      `### Not attempted: ${count(notAttempted.length, 'operation')}`,
      byReason(notAttempted, view, danger.revocation),
    ),
    ...heldSections(view),
    ...headed(`### Blocked: ${count(counts.blocked, 'operation')}`, of('blocked')),
    ...headed(`### Waiting for Entra ID: ${count(counts.waiting, 'operation')}`, of('waiting')),
    ...headed(
      `### Could not be removed: ${count(cannotRemove.length, 'operation')}`,
      byReason(cannotRemove, view, danger.note),
    ),
  ];
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

/** What an apply did: what went wrong first, what is live, and the one next step. */
export function outcomeDocument(
  report: ApplyReport,
  view: PlanView,
  approveDigest: string | null,
): Document {
  const counts = countOutcomes(report);
  const digest = /^[0-9a-f]{64}$/.test(approveDigest ?? '') ? approveDigest : null;
  const step = nextStep(report, counts, digest);
  const alert = `> [!${step.grave ? 'CAUTION' : 'NOTE'}]\n> **Next step.** ${step.text.replaceAll('\n', '\n> ').replaceAll('> \n', '>\n')}`;
  const applied = withReason(report.outcomes, 'applied');
  const alreadySo = withReason(report.outcomes, 'already-so');
  const detail = report.stopped === null ? '' : `\n\n${escapeMarkdown(report.stopped.detail)}`;
  const findings = view.plan.findings
    .filter(({ code, severity }) => severity !== 'info' && !isAboutHeld(code))
    .filter((finding) => placeOf(finding) !== 'endings')
    .map((finding) => findingEntry(finding, view));
  const drift =
    counts.drift === 0 ? [] : [`${count(counts.drift, 'operation')} of drift seen and not touched`];
  const run = link('run', view.runUrl);
  return {
    head: [
      `## Apply outcome for ${codeSpan(view.plan.owner)}`,
      `${outcomeVerdict(report, counts)}${detail}`,
      alert,
      liveNow(counts),
    ].join('\n\n'),
    sections: [
      ...headed(
        `### Failed: ${count(counts.failed, 'operation')}`,
        failedEntries(report.outcomes, view),
      ),
      ...leftSections(report, counts, view),
      ...headed('### What needs care', findings),
      ...headed(`### Applied: ${count(applied.length, 'operation')}`, liveEntries(applied, view)),
      ...collapsed(
        `Already so: ${count(alreadySo.length, 'operation')}`,
        '',
        liveEntries(alreadySo, view).map((entry) => ({ ...entry, danger: danger.note })),
      ),
    ],
    tail: [...drift, `commit ${codeSpan(view.plan.head)}`, ...(run === 'run' ? [] : [run])].join(
      ' · ',
    ),
  };
}
