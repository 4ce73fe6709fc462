import { sortedBy } from '../core/model/order.ts';
import type { Cause, Operation } from '../core/plan/operation.ts';
import { accessEntries } from './access-section.ts';
import { collapsed, danger, type Entry, type Section } from './document.ts';
import { describeOperationMarkdown } from './describe-operation.ts';
import { escapeMarkdown } from './escape.ts';
import { findingEntry, placeOf } from './finding-entry.ts';
import { permissionSetEntries } from './permission-set-section.ts';
import { isComing, isOwn, originLinks, type PlanView } from './plan-view.ts';
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
  return [...accessEntries(operations, view), ...permissionSetEntries(operations, view)].map(
    (entry) => ({
      ...entry,
      danger: rank,
    }),
  );
}

/** What another cause put into the plan, one collapsed list each. */
export function elsewhereSections(view: PlanView): Section[] {
  return otherCauses.flatMap((cause) => {
    const operations = view.plan.operations.filter(
      (operation) =>
        operation.cause === cause && !isOwn(operation, view.occasion) && isComing(operation),
    );
    if (operations.length === 0) return [];
    const [title, intro] = causeWords[cause];
    const summary = `Not from ${view.occasion === 'pull-request' ? 'this pull request' : 'this run'}: ${count(operations.length, 'operation')}, ${title}`;
    return collapsed(summary, intro, entriesOf(operations, view, danger.elsewhere));
  });
}

const FEW = 5;

/** A line for each operation, all or the first few, below what they share. */
export function operationLines(operations: readonly Operation[], view: PlanView): string[] {
  return operations.map((operation) => {
    const origins = originLinks(
      operation.origins,
      operation.kind === 'revoke' ? 'base' : 'head',
      view,
    );
    const what = describeOperationMarkdown(operation, view.isPublicRepository);
    return `  - ${what}${origins === '' ? '' : ` · ${origins}`}`;
  });
}

/** From every line below the head to none. */
export function foldedForms(head: string, lines: readonly string[]): Entry['forms'] {
  const few = [...lines.slice(0, FEW), `  - … and ${thousands(lines.length - FEW)} more`];
  const all = [head, ...lines].join('\n');
  return lines.length > FEW ? [all, [head, ...few].join('\n'), head] : [all, head];
}

/** Operations that share a reason are told below it. */
export function byReason(operations: readonly Operation[], view: PlanView, rank: number): Entry[] {
  const reasons = Map.groupBy(operations, ({ reason }) => reason ?? 'no reason was recorded');
  return sortedBy(reasons, ([reason]) => reason).map(([reason, members]) => {
    const head = `- ${escapeMarkdown(reason)}: ${count(members.length, 'operation')}`;
    return { danger: rank, forms: foldedForms(head, operationLines(members, view)) };
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
      `Held, because nobody reviewed it: ${count(held.length, 'operation')}`,
      '',
      byReason(held, view, danger.blocked),
    ),
  ];
}

export function noteSections(view: PlanView): Section[] {
  const entries = view.plan.findings
    .filter((finding) => placeOf(finding) === 'notes')
    .map((finding) => findingEntry(finding, view));
  return collapsed(`Notes: ${thousands(entries.length)}`, '', entries);
}
