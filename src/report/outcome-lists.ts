import { sortedBy } from '../core/model/order.ts';
import type { ApplyReport, OperationOutcome, Outcome } from '../core/outcome/apply-report.ts';
import type { Operation } from '../core/plan/operation.ts';
import { stagesOf } from '../core/plan/stages.ts';
import { accessEntries } from './access-section.ts';
import { isAttributes } from './attribute-changes.ts';
import { costs } from './costs.ts';
import { describeDone } from './describe-operation.ts';
import { danger, type Entry, headed, type Section } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { groupStepEntries, type Notes } from './group-step-section.ts';
import type { Mood } from './moods.ts';
import { operationEntries } from './operation-entries.ts';
import { grantsCounted, type Left } from './outcome-counts.ts';
import { isSetOperation } from './permission-set-section.ts';
import type { PlanView } from './plan-view.ts';
import { byReason, undoneEntry } from './undone-entries.ts';
import { waitingEntries } from './waiting-entries.ts';
import { count } from './words.ts';

type Failed = Extract<Outcome, { result: 'failed' }>;

export function failedEntries(outcomes: readonly OperationOutcome[], view: PlanView): Entry[] {
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

/** What ended so, each with what AWS or Entra said. */
export function withReason(
  outcomes: readonly OperationOutcome[],
  result: Outcome['result'],
): Operation[] {
  return outcomes.flatMap(({ operation, outcome }) =>
    outcome.result === result
      ? [{ ...operation, reason: 'reason' in outcome ? outcome.reason : null }]
      : [],
  );
}

/** In the order in which it was done. */
export function liveEntries(
  operations: readonly Operation[],
  view: PlanView,
  mood: Mood,
  notes: Notes = new Map(),
): Entry[] {
  return stagesOf(operations).flatMap((stage) => {
    const described = stage.filter(
      (operation) => isSetOperation(operation) || isAttributes(operation),
    );
    const sets = described.map((operation): Entry => ({
      danger: danger.permissionSet,
      forms: [`- ${describeDone(operation, view.isPublicRepository)}`],
    }));
    return [
      ...groupStepEntries(stage, view, mood, notes),
      ...sets,
      ...accessEntries(stage, view, mood),
    ];
  });
}

export function leftSections(
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
  const would = (operations: readonly Operation[]): Entry[] =>
    operationEntries(operations, view, 'would');
  return [
    ...told('Not attempted', withReason(report.outcomes, 'not-attempted'), danger.revocation),
    // Whoever approves it by its digest must not miss what a reviewer of a plan is shown.
    ...headed(
      `### Held: ${count(left.held.length, 'operation')}`,
      left.held.length === 0
        ? []
        : [...whyHeld, ...costs(left.held, view), ...byReason(left.held, view, danger.revocation)],
    ),
    ...told('Blocked', left.blocked, danger.blocked),
    ...headed(
      `### Waiting for Entra ID: ${count(left.waiting.length, 'operation')}`,
      waitingEntries(left.waiting, view),
    ),
    ...headed(
      `### Accounts that joined: ${grantsCounted(left.joined)} ${left.joined.length === 1 ? 'waits' : 'wait'}`,
      would(left.joined),
    ),
    // Told by the drift run, unless a digest is asked for that covers it.
    ...headed(
      `### Drift, not touched: ${count(left.drift.length, 'operation')}`,
      digest === null ? [] : [...costs(left.drift, view), ...would(left.drift)],
    ),
    ...told('Could not be removed', withReason(report.outcomes, 'cannot-remove'), danger.note),
  ];
}
