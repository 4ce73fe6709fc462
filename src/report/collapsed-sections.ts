import type { Cause, Operation } from '../core/plan/operation.ts';
import { collapsed, danger, type Entry, type Section } from './document.ts';
import { findingEntry, isAboutReading, placeOf } from './finding-entry.ts';
import { toldBySteps } from './group-findings.ts';
import { worlds } from './group-steps.ts';
import { operationEntries } from './operation-entries.ts';
import { isComing, isOwn, type PlanView } from './plan-view.ts';
import { byReason } from './undone-entries.ts';
import { count, thousands } from './words.ts';

const otherCauses = ['pending', 'expiry', 'new-account', 'drift'] as const;

const causeWords: Readonly<
  Record<Exclude<Cause, 'change'>, readonly [title: string, intro: string]>
> = {
  pending: [
    'merged earlier and not finished yet',
    'The next apply does what its own pull requests showed; what nobody reviewed stays held. Merging this one approves none of it.',
  ],
  expiry: [
    'grants whose time is over',
    'Their expiry was merged earlier. The next apply revokes them, with this pull request or without.',
  ],
  'new-account': [
    'accounts that joined an unchanged rule',
    'The next apply grants them where the input `new-accounts` is `grant`; else they are only reported.',
  ],
  drift: [
    'drift: AWS was changed outside of the files',
    'No merge touches it. To bring AWS back, run the workflow by hand with `approve-plan` and the digest that the drift run prints.',
  ],
};

function entriesOf(operations: readonly Operation[], view: PlanView, rank: number): Entry[] {
  return operationEntries(operations, view).map((entry) => ({ ...entry, danger: rank }));
}

function wordsOf(
  cause: Exclude<Cause, 'change'>,
  operations: readonly Operation[],
): readonly [title: string, intro: string] {
  const world = worlds(operations);
  if (cause !== 'drift' || world === 'AWS') return causeWords[cause];
  const [, intro] = causeWords.drift;
  const was = world.includes(' and ') ? 'were' : 'was';
  return [`drift: ${world} ${was} changed outside of the files`, intro.replace('AWS', world)];
}

/** What another cause put into the plan, one collapsed list each. */
export function elsewhereSections(view: PlanView): Section[] {
  return otherCauses.flatMap((cause) => {
    const operations = view.plan.operations.filter(
      (operation) =>
        operation.cause === cause && !isOwn(operation, view.occasion) && isComing(operation),
    );
    if (operations.length === 0) return [];
    const [title, intro] = wordsOf(cause, operations);
    const summary = `Not from ${view.occasion === 'pull-request' ? 'this pull request' : 'this run'}: ${count(operations.length, 'operation')}, ${title}`;
    return collapsed(summary, intro, entriesOf(operations, view, danger.elsewhere));
  });
}

export function undoneSections(view: PlanView): Section[] {
  const of = (status: string): Operation[] =>
    view.plan.operations.filter((operation) => operation.status === status);
  const [blocked, held] = [of('blocked'), of('held')];
  return [
    ...collapsed(
      `Blocked: ${count(blocked.length, 'operation')}`,
      '',
      byReason(blocked, view, danger.blocked),
    ),
    ...collapsed(
      `Held: ${count(held.length, 'operation')}`,
      '',
      byReason(held, view, danger.blocked),
    ),
  ];
}

export function noteSections(view: PlanView): Section[] {
  const told = toldBySteps(view.plan.operations, view.plan.findings);
  const entries = view.plan.findings
    .filter((finding) => placeOf(finding, view) === 'notes' && !told.has(finding))
    .filter((finding) => !isAboutReading(finding))
    .map((finding) => findingEntry(finding, view));
  return collapsed(`Notes: ${thousands(entries.length)}`, '', entries);
}
